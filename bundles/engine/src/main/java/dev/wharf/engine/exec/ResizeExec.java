package dev.wharf.engine.exec;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.exec.ExecState.Ended;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.exec.TaskProcess;
import dev.wharf.spi.exec.TerminalSize;
import java.time.Duration;

/** Sets the size of an exec's terminal. Clients ask for it as soon as they ask for the start. */
final class ResizeExec {
    /** As Docker 20.10, daemon/resize.go. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ExecSite site;

    ResizeExec(ExecSite site) {
        this.site = site;
    }

    /**
     * Waits until the exec was started, and sets the size. Without a terminal nothing happens, as in Docker 1.9.
     *
     * @throws EngineException NotRunning, InvalidArgument, Unavailable, Internal
     */
    void run(LiveExec exec, int rows, int columns) {
        TerminalSize size = size(rows, columns);
        if (exec.state() instanceof Ended || !exec.awaitStart(PATIENCE)) {
            throw notRunning(exec);
        }
        if (!exec.config().tty()) {
            return;
        }
        site.drivers().call(exec.container().record().execDriver(), driver -> {
            resize(exec, exec.processIn(driver).orElseThrow(() -> notRunning(exec)), size);
            return Boolean.TRUE;
        });
    }

    private static void resize(LiveExec exec, TaskProcess process, TerminalSize size) {
        try {
            process.resize(size);
        } catch (DriverException e) {
            if (e.kind() == DriverException.Kind.NOT_FOUND) {
                throw notRunning(exec);
            }
            throw e;
        }
    }

    private static TerminalSize size(int rows, int columns) {
        try {
            return new TerminalSize(rows, columns);
        } catch (IllegalArgumentException e) {
            throw new EngineException.InvalidArgument("bad " + e.getMessage(), e);
        }
    }

    /** Docker 1.9.1, errors/daemon.go. */
    private static EngineException notRunning(LiveExec exec) {
        return new EngineException.NotRunning("Exec " + exec.id() + " is not running, so it can not be resized.");
    }
}
