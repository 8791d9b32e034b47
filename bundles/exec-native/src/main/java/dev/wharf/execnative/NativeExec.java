package dev.wharf.execnative;

import dev.wharf.spi.exec.ExitStatus;
import dev.wharf.spi.exec.TaskId;
import dev.wharf.spi.exec.TaskProcess;
import dev.wharf.spi.exec.TerminalSize;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A further process in a task. */
final class NativeExec implements TaskProcess {
    private final MonitoredProcess process;
    private final RunFolder folder;
    private final Consumer<NativeExec> forget;
    private final Deletion deletion;

    /**
     * Presents a process.
     *
     * @param folder of its own
     * @param forget called with it once it is deleted
     */
    NativeExec(MonitoredProcess process, RunFolder folder, Consumer<NativeExec> forget) {
        this.process = process;
        this.folder = folder;
        this.forget = forget;
        this.deletion = new Deletion("exec " + process.id());
    }

    @Override
    public TaskId id() {
        return process.id();
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
        deletion.run(() -> {
            process.requireEnd();
            remove();
        });
    }

    /** Ends the monitor and removes every trace. */
    void sweep() {
        deletion.run(this::remove);
    }

    private void remove() {
        process.sweep(folder::remove);
        forget.accept(this);
    }

    /** Closes what is open in this process; the further process lives on. */
    void letGo() {
        process.letGo();
    }
}
