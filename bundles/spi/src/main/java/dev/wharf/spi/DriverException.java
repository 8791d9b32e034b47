package dev.wharf.spi;

import static java.util.Objects.requireNonNull;

/**
 * The one exception that drivers throw. Its message names the object and the fact, and may reach the user.
 *
 * <p>Each method of an SPI interface lists the kinds that it throws.
 */
public final class DriverException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What went wrong, in terms that the engine can act on. */
    public enum Kind {
        /** The object that was named is not there. */
        NOT_FOUND,
        /** An object of that name is there already. */
        ALREADY_EXISTS,
        /** The object still has users or children. */
        IN_USE,
        /** The caller's values make no sense. */
        INVALID_ARGUMENT,
        /** The object is in a state that forbids the call. */
        FAILED_PRECONDITION,
        /** This driver or this host cannot do it. */
        UNSUPPORTED,
        /** No space, no address, no descriptor is left. */
        EXHAUSTED,
        /** The backend does not answer at present. */
        UNAVAILABLE,
        /** The calling thread was interrupted. */
        CANCELLED,
        /** A fault of the driver or the kernel. */
        INTERNAL
    }

    private final Kind kind;

    /** Makes an exception without a cause. */
    public DriverException(Kind kind, String message) {
        super(message);
        this.kind = requireNonNull(kind, "kind");
    }

    /** Makes an exception that keeps its cause. */
    public DriverException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = requireNonNull(kind, "kind");
    }

    /** What went wrong. */
    public Kind kind() {
        return kind;
    }
}
