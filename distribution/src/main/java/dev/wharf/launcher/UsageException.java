package dev.wharf.launcher;

/** What the person at the keyboard can mend: its message is shown without a stack. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Exit code of dockerd for flags that it does not understand. */
    static final int BAD_FLAGS = 125;

    private final int exitCode;

    UsageException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** An error that ends the daemon with exit code 1. */
    static UsageException of(String message) {
        return new UsageException(1, message);
    }

    int exitCode() {
        return exitCode;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
