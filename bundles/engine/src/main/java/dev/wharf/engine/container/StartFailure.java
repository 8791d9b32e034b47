package dev.wharf.engine.container;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.container.RunRecord.Outcome;
import dev.wharf.spi.DriverException;

/** What a failed start means for the container and for the client. */
final class StartFailure {
    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;
    private static final int OTHER = 128;

    private StartFailure() {}

    /** What is recorded: exit codes as a shell has them, from Docker 1.10 on. */
    static Outcome outcome(EngineException error) {
        return new Outcome(exitCode(error), String.valueOf(error.getMessage()), false);
    }

    /** The error for the client: of the same kind, with Docker's words before it. */
    static EngineException told(String container, EngineException error) {
        if (error instanceof EngineException.Unavailable || error instanceof EngineException.Unsupported) {
            return error;
        }
        return of("Cannot start container " + container + ": " + error.getMessage(), error);
    }

    /** An error of the same kind with another message. */
    static EngineException of(String message, EngineException error) {
        if (error instanceof EngineException.NotFound) {
            return new EngineException.NotFound(message, error);
        }
        if (error instanceof EngineException.InvalidArgument) {
            return new EngineException.InvalidArgument(message, error);
        }
        if (error instanceof EngineException.Conflict) {
            return new EngineException.Conflict(message, error);
        }
        if (error instanceof EngineException.Forbidden) {
            return new EngineException.Forbidden(message);
        }
        if (error instanceof EngineException.Unsupported) {
            return new EngineException.Unsupported(message, error);
        }
        if (error instanceof EngineException.Unavailable) {
            return new EngineException.Unavailable(message, error);
        }
        return new EngineException.Internal(message, error);
    }

    /** Only what the driver said about the command itself has a code of its own. */
    private static int exitCode(EngineException error) {
        if (!(error.getCause() instanceof DriverException cause)) {
            return OTHER;
        }
        return switch (cause.kind()) {
            case NOT_FOUND -> NOT_FOUND;
            case INVALID_ARGUMENT -> NOT_EXECUTABLE;
            default -> OTHER;
        };
    }
}
