package dev.wharf.drivers.guard;

import dev.wharf.spi.NamedValue;
import dev.wharf.spi.exec.ExecutionDriver;
import dev.wharf.spi.exec.ExitStatus;
import dev.wharf.spi.exec.ProcessSpec;
import dev.wharf.spi.exec.RootHandle;
import dev.wharf.spi.exec.Stdio;
import dev.wharf.spi.exec.Task;
import dev.wharf.spi.exec.TaskId;
import dev.wharf.spi.exec.TaskProcess;
import dev.wharf.spi.exec.TaskResources;
import dev.wharf.spi.exec.TaskSpec;
import dev.wharf.spi.exec.TerminalSize;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** A driver with one task, whose answers can be told. It notes what is done to the task. */
final class FakeExec implements ExecutionDriver {
    final List<String> done = new CopyOnWriteArrayList<>();
    final CompletableFuture<ExitStatus> exit = new CompletableFuture<>();
    final FakeTask task = new FakeTask(new TaskId("one"));
    volatile Supplier<List<TaskId>> listing = List::of;
    volatile Supplier<List<NamedValue>> status = List::of;
    volatile Supplier<Optional<Task>> recovery = () -> Optional.of(task);
    volatile Supplier<CompletableFuture<ExitStatus>> ending = () -> exit;

    @Override
    public Task create(TaskSpec spec, Stdio stdio) {
        throw new UnsupportedOperationException("no tasks are made here");
    }

    @Override
    public Optional<Task> recover(TaskId id) {
        return recovery.get();
    }

    @Override
    public List<TaskId> list() {
        return listing.get();
    }

    @Override
    public List<NamedValue> status() {
        return status.get();
    }

    @Override
    public void close() {
        done.add("close");
    }

    /** A task that can be paused. */
    final class FakeTask implements Task, TaskResources {
        private final TaskId id;
        volatile Runnable starting = () -> {};

        FakeTask(TaskId id) {
            this.id = id;
        }

        @Override
        public TaskId id() {
            return id;
        }

        @Override
        public int pid() {
            return 7;
        }

        @Override
        public CompletableFuture<ExitStatus> exit() {
            return ending.get();
        }

        @Override
        public void signal(int signal) {
            done.add("signal " + signal + " on " + Thread.currentThread().getName());
        }

        @Override
        public void resize(TerminalSize size) {}

        @Override
        public void closeStdin() {}

        @Override
        public void delete() {
            done.add("delete");
        }

        @Override
        public Status status() {
            return Status.RUNNING;
        }

        @Override
        public void start() {
            starting.run();
        }

        @Override
        public TaskProcess exec(TaskId other, ProcessSpec process, Stdio stdio) {
            starting.run();
            return new FakeTask(other);
        }

        @Override
        public void signalAll(int signal) {}

        @Override
        public RootHandle root() {
            starting.run();
            return new RootHandle() {
                @Override
                public Path path() {
                    return Path.of("/");
                }

                @Override
                public void close() {
                    done.add("root closed");
                }
            };
        }

        @Override
        public List<TaskId> execs() {
            return List.of(new TaskId("overridden"));
        }

        @Override
        public void pause() {
            done.add("pause");
        }

        @Override
        public void resume() {}

        @Override
        public List<Integer> processes() {
            return new ArrayList<>(List.of(1, 2));
        }
    }
}
