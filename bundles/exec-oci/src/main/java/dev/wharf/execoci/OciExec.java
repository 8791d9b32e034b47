package dev.wharf.execoci;

import dev.wharf.execoci.launch.MonitoredProcess;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.exec.ExitStatus;
import dev.wharf.spi.exec.TaskId;
import dev.wharf.spi.exec.TaskProcess;
import dev.wharf.spi.exec.TerminalSize;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A further process in a task. */
final class OciExec implements TaskProcess {
    private final TaskId id;
    private final MonitoredProcess process;
    private final Consumer<OciExec> forget;

    /**
     * Takes over a process.
     *
     * @param forget called with it once it is deleted
     */
    OciExec(TaskId id, MonitoredProcess process, Consumer<OciExec> forget) {
        this.id = id;
        this.process = process;
        this.forget = forget;
    }

    @Override
    public TaskId id() {
        return id;
    }

    @Override
    public int pid() {
        return process.pid();
    }

    @Override
    public CompletableFuture<ExitStatus> exit() {
        return process.exit();
    }

    @Override
    public void signal(int signal) {
        process.signal(signal);
    }

    @Override
    public void resize(TerminalSize size) {
        process.resize(size);
    }

    @Override
    public void closeStdin() {
        process.closeStdin();
    }

    @Override
    public void delete() {
        if (!process.hasEnded()) {
            throw new DriverException(Kind.FAILED_PRECONDITION, "process " + id + " runs");
        }
        sweep();
    }

    void sweep() {
        forget.accept(this);
        process.sweep();
    }

    void letGo() {
        process.letGo();
    }
}
