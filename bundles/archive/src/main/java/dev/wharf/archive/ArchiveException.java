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
        TOO_LARGE,
        /** A folder would give way to something else, or the other way round, which was to be refused. */
        OTHER_KIND,
        /** The file system is read-only. */
        READ_ONLY,
        /** A tree cannot be packed, as what it shows lies elsewhere. */
        UNSUPPORTED
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

    /** Tells what is wrong, of which kind. */
    public ArchiveException(Kind kind, String message) {
        super(message);
        this.kind = requireNonNull(kind, "kind");
    }

    /** What is wrong. */
    public Kind kind() {
        return kind;
    }
}
