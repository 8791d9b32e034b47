package dev.wharf.engine.testing;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.exec.ExitStatus;
import dev.wharf.spi.exec.ProcessSpec;
import dev.wharf.spi.exec.TaskId;
import dev.wharf.spi.exec.TaskProcess;
import dev.wharf.spi.exec.TerminalSize;
import java.time.Clock;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A further process that is none. Its command is understood as that of a {@link FakeTask}. */
public final class FakeExec implements TaskProcess {
    private final TaskId id;
    private final ProcessSpec spec;
    private final Clock clock;
    private final Consumer<FakeExec> deleted;
    private final CompletableFuture<ExitStatus> exit = new CompletableFuture<>();
    private final List<String> diary = new CopyOnWriteArrayList<>();

    FakeExec(TaskId id, ProcessSpec spec, Clock clock, Consumer<FakeExec> deleted) {
        this.id = id;
        this.spec = spec;
        this.clock = clock;
        this.deleted = deleted;
    }

    void start() {
        switch (spec.arguments().get(0)) {
            case "true" -> end(0);
            case "exit" -> end(Integer.parseInt(spec.arguments().get(1)));
            case "nosuch" -> throw new DriverException(
                    Kind.NOT_FOUND, "exec: \"nosuch\": executable file not found in $PATH");
            case "folder" -> throw new DriverException(Kind.INVALID_ARGUMENT, "exec: \"folder\": permission denied");
            default -> {
                // runs until it gets a signal
            }
        }
    }

    /** What it was made of. */
    public ProcessSpec spec() {
        return spec;
    }

    /** What was asked of it, in order: {@code resize 24x80}, {@code closeStdin}, {@code signal 9}. */
    public List<String> diary() {
        return List.copyOf(diary);
    }

    /** Lets it end. */
    public void end(int code) {
        exit.complete(new ExitStatus(code, OptionalInt.empty(), false, clock.instant()));
    }

    @Override
    public TaskId id() {
        return id;
    }

    @Override
    public int pid() {
        return 4343;
    }

    @Override
    public CompletableFuture<ExitStatus> exit() {
        return exit.copy();
    }

    @Override
    public void signal(int signal) {
        requireRunning();
        diary.add("signal " + signal);
        end(128 + signal);
    }

    @Override
    public void resize(TerminalSize size) {
        requireRunning();
        diary.add("resize " + size.rows() + "x" + size.columns());
    }

    @Override
    public void closeStdin() {
        diary.add("closeStdin");
    }

    @Override
    public void delete() {
        if (!exit.isDone()) {
            throw new DriverException(Kind.FAILED_PRECONDITION, "exec " + id + " runs");
        }
        deleted.accept(this);
    }

    private void requireRunning() {
        if (exit.isDone()) {
            throw new DriverException(Kind.NOT_FOUND, "exec " + id + " has ended");
        }
    }
}
