package dev.wharf.engine.exec;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.container.LiveContainer;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;

/** What a failed start means for the exec and for the client. */
final class ExecFailure {
    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;
    private static final int OTHER = 128;

    private ExecFailure() {}

    /** What is recorded: exit codes as a shell has them, from Docker 1.10 on. */
    static int exitCode(EngineException error) {
        if (!(error.getCause() instanceof DriverException cause)) {
            return OTHER;
        }
        return switch (cause.kind()) {
            case NOT_FOUND -> NOT_FOUND;
            case INVALID_ARGUMENT -> NOT_EXECUTABLE;
            default -> OTHER;
        };
    }

    /** The error for the client: of the same kind, with the words of Docker 1.9.1, daemon/exec.go, before it. */
    static EngineException told(LiveExec exec, EngineException error) {
        if (isTooLate(error)
                || (error instanceof EngineException.Internal
                        && exec.container().isDying())) {
            return ExecRule.notRunning(exec.container());
        }
        String message = "Cannot run exec command " + exec.id() + " in container "
                + exec.container().id() + ": " + error.getMessage();
        if (error instanceof EngineException.NotFound) {
            return new EngineException.NotFound(message, error);
        }
        if (error instanceof EngineException.InvalidArgument) {
            return new EngineException.InvalidArgument(message, error);
        }
        return error instanceof EngineException.Internal ? new EngineException.Internal(message, error) : error;
    }

    /** The task is not there: the container has ended meanwhile, or its driver goes away. */
    static EngineException taskGone(LiveExec exec) {
        LiveContainer container = exec.container();
        return container.state().hasProcess()
                ? new EngineException.Unavailable(
                        "container " + container.id() + " is not attached to execution driver \""
                                + container.record().execDriver() + "\" at present")
                : ExecRule.notRunning(container);
    }

    /** The driver was asked when the container had just ended. */
    private static boolean isTooLate(EngineException error) {
        return error.getCause() instanceof DriverException cause && cause.kind() == Kind.FAILED_PRECONDITION;
    }
}
