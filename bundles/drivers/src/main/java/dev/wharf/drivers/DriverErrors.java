package dev.wharf.drivers;

import dev.wharf.engine.api.EngineException;
import dev.wharf.spi.DriverException;

/** Turns the errors of drivers into those of the engine. */
public final class DriverErrors {
    private DriverErrors() {}

    /** The error of the same meaning, with the driver's message and the driver's exception as its cause. */
    public static EngineException translate(DriverException error) {
        String message = String.valueOf(error.getMessage());
        return switch (error.kind()) {
            case NOT_FOUND -> new EngineException.NotFound(message, error);
            case ALREADY_EXISTS, IN_USE, FAILED_PRECONDITION -> new EngineException.Conflict(message, error);
            case INVALID_ARGUMENT -> new EngineException.InvalidArgument(message, error);
            case UNSUPPORTED -> new EngineException.Unsupported(message, error);
            case UNAVAILABLE, CANCELLED -> new EngineException.Unavailable(message, error);
            case EXHAUSTED, INTERNAL -> new EngineException.Internal(message, error);
        };
    }
}
