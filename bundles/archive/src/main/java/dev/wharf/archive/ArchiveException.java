package dev.wharf.archive;

import static java.util.Objects.requireNonNull;

/** A tar that is broken, that tries to leave its root, or that is larger than allowed. */
public final class ArchiveException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public enum Kind {
        /** The stream ends early, breaks the format or names something outside its root. The sender's fault. */
        BROKEN,
        /** The uncompressed stream is longer than {@link UnpackLimits} allow. */
        TOO_LARGE
    }

    private final Kind kind;

    /** Tells what is wrong, and with which entry. */
    public ArchiveException(String message) {
        this(Kind.BROKEN, message);
    }

    /** Tells what is wrong, and why. */
    public ArchiveException(String message, Throwable cause) {
        super(message, cause);
        this.kind = Kind.BROKEN;
    }

    ArchiveException(Kind kind, String message) {
        super(message);
        this.kind = requireNonNull(kind, "kind");
    }

    /** What is wrong. */
    public Kind kind() {
        return kind;
    }
}
