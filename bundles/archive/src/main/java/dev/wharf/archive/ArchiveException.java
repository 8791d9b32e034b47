package dev.wharf.archive;

/** A tar that is broken or that tries to leave its root. */
public final class ArchiveException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Tells what is wrong, and with which entry. */
    public ArchiveException(String message) {
        super(message);
    }

    /** Tells what is wrong, and why. */
    public ArchiveException(String message, Throwable cause) {
        super(message, cause);
    }
}
