package dev.wharf.linux;

/** A system call failed. */
public final class LinuxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int errno;

    /**
     * Describes a failed call.
     *
     * @param errno error number
     * @param call what was called on what, such as {@code mkdir /a/b}
     */
    public LinuxException(int errno, String call) {
        super(call + ": " + Errno.describe(errno));
        this.errno = errno;
    }

    /**
     * Describes a failed call of which the kernel told more than the number.
     *
     * @param errno error number
     * @param call what was called on what
     * @param explanation the kernel's text
     */
    public LinuxException(int errno, String call, String explanation) {
        super(call + ": " + Errno.describe(errno) + (explanation.isEmpty() ? "" : " (" + explanation + ")"));
        this.errno = errno;
    }

    /** The error number, one of those in {@link Errno}. */
    public int errno() {
        return errno;
    }

    /** Whether the call failed with this error number. */
    public boolean is(int number) {
        return errno == number;
    }
}
