package dev.wharf.store;

/** The store failed. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Tells what failed, and why. */
    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
