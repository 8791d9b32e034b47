package dev.wharf.store;

/** The store failed. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean diskFull;

    /** Tells what failed, and why. */
    public StoreException(String message, Throwable cause) {
        this(message, cause, false);
    }

    private StoreException(String message, Throwable cause, boolean diskFull) {
        super(message, cause);
        this.diskFull = diskFull;
    }

    /** A failure for want of space. */
    public static StoreException diskFull(String message, Throwable cause) {
        return new StoreException(message, cause, true);
    }

    /** Whether the disk is full, so that the same call can succeed after something was removed. */
    public boolean isDiskFull() {
        return diskFull;
    }
}
