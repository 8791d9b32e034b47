package dev.wharf.engine.api;

/**
 * The errors of the engine. Each kind is a class of its own, and a client maps the kind, never the text. Messages that
 * Docker's clients know have Docker's words.
 */
public abstract sealed class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private EngineException(String message) {
        super(message);
    }

    private EngineException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The object that was named is not there. */
    public static final class NotFound extends EngineException {
        private static final long serialVersionUID = 1L;

        /** Tells what was not found. */
        public NotFound(String message) {
            super(message);
        }

        /** Tells what was not found, and why. */
        public NotFound(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The name is taken, or the object is in a state or in use in a way that forbids the request. */
    public static final class Conflict extends EngineException {
        private static final long serialVersionUID = 1L;

        /** Tells what stands against the request. */
        public Conflict(String message) {
            super(message);
        }

        /** Tells what stands against the request, and why. */
        public Conflict(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The request makes no sense. */
    public static final class InvalidArgument extends EngineException {
        private static final long serialVersionUID = 1L;

        /** Tells what is wrong with the request. */
        public InvalidArgument(String message) {
            super(message);
        }

        /** Tells what is wrong with the request, and why. */
        public InvalidArgument(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** There is nothing to do: the object is already as the request wants it. */
    public static final class NotModified extends EngineException {
        private static final long serialVersionUID = 1L;

        /** Tells what is already so. */
        public NotModified(String message) {
            super(message);
        }
    }

    /** The request needs a running container, and it does not run. */
    public static final class NotRunning extends EngineException {
        private static final long serialVersionUID = 1L;

        /** Tells which container does not run. */
        public NotRunning(String message) {
            super(message);
        }
    }

    /** The request is understood and not allowed. */
    public static final class Forbidden extends EngineException {
        private static final long serialVersionUID = 1L;

        /** Tells what is not allowed. */
        public Forbidden(String message) {
            super(message);
        }
    }

    /** This engine, driver or kernel cannot do it. */
    public static final class Unsupported extends EngineException {
        private static final long serialVersionUID = 1L;

        /** Tells what cannot be done. */
        public Unsupported(String message) {
            super(message);
        }

        /** Tells what cannot be done, and why. */
        public Unsupported(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Something that is needed is away at present, such as a driver; the request can be repeated. */
    public static final class Unavailable extends EngineException {
        private static final long serialVersionUID = 1L;

        /** Tells what is away. */
        public Unavailable(String message) {
            super(message);
        }

        /** Tells what is away, and why. */
        public Unavailable(String message, Throwable cause) {
            super(message, cause);
        }

        /** What is told to those who come to an engine that has ended, or wait there. */
        public static Unavailable ended() {
            return new Unavailable("the engine is being exchanged, or the daemon ends; try again");
        }
    }

    /** A fault of the engine or of the host, such as a full disk. */
    public static final class Internal extends EngineException {
        private static final long serialVersionUID = 1L;

        /** Tells what failed. */
        public Internal(String message) {
            super(message);
        }

        /** Tells what failed, and why. */
        public Internal(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
