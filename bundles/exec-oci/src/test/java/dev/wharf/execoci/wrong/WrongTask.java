package dev.wharf.execoci.wrong;

import dev.wharf.spi.exec.ExitStatus;
import dev.wharf.spi.exec.ProcessSpec;
import dev.wharf.spi.exec.RootHandle;
import dev.wharf.spi.exec.Stdio;
import dev.wharf.spi.exec.Task;
import dev.wharf.spi.exec.TaskId;
import dev.wharf.spi.exec.TaskProcess;
import dev.wharf.spi.exec.TerminalSize;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Does all that another task does; subclasses do one thing wrong. */
abstract class WrongTask implements Task {
    final Task right;

    WrongTask(Task right) {
        this.right = right;
    }

    @Override
    public TaskId id() {
        return right.id();
    }

    @Override
    public int pid() {
        return right.pid();
    }

    @Override
    public Status status() {
        return right.status();
    }

    @Override
    public boolean wasStarted() {
        return right.wasStarted();
    }

    @Override
    public void start() {
        right.start();
    }

    @Override
    public CompletableFuture<ExitStatus> exit() {
        return right.exit();
    }

    @Override
    public TaskProcess exec(TaskId id, ProcessSpec process, Stdio stdio) {
        return right.exec(id, process, stdio);
    }

    @Override
    public Optional<TaskProcess> recoverExec(TaskId id) {
        return right.recoverExec(id);
    }

    @Override
    public List<TaskId> execs() {
        return right.execs();
    }

    @Override
    public void signal(int signal) {
        right.signal(signal);
    }

    @Override
    public void signalAll(int signal) {
        right.signalAll(signal);
    }

    @Override
    public void resize(TerminalSize size) {
        right.resize(size);
    }

    @Override
    public void closeStdin() {
        right.closeStdin();
    }

    @Override
    public RootHandle root() {
        return right.root();
    }

    @Override
    public void delete() {
        right.delete();
    }

    @Override
    public <T> Optional<T> as(Class<T> capability) {
        return right.as(capability);
    }
}
