package dev.wharf.execoci.wrong;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.exec.ExitStatus;
import dev.wharf.spi.exec.ProcessSpec;
import dev.wharf.spi.exec.Stdio;
import dev.wharf.spi.exec.Task;
import dev.wharf.spi.exec.TaskId;
import dev.wharf.spi.exec.TaskProcess;
import dev.wharf.spi.exec.TerminalSize;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/** Faults in how tasks live and end. */
final class TaskFaults {
    private static final int SIGKILL = 9;

    private TaskFaults() {}

    /** A task that tells another end. */
    static UnaryOperator<Task> ending(UnaryOperator<ExitStatus> change) {
        return task -> new WrongTask(task) {
            @Override
            public CompletableFuture<ExitStatus> exit() {
                CompletableFuture<ExitStatus> exit = right.exit();
                return exit.isDone()
                        ? CompletableFuture.completedFuture(change.apply(exit.join()))
                        : exit.thenApply(change);
            }
        };
    }

    /** Another object whenever it is asked for. */
    static final class IsAnother extends WrongTask {
        IsAnother(Task right) {
            super(right);
        }
    }

    /** Says of each that it was started once it is found again. */
    static final class TakesAllForStarted extends WrongTask {
        TakesAllForStarted(Task right) {
            super(right);
        }

        @Override
        public boolean wasStarted() {
            return right.status() != Status.CREATED;
        }
    }

    /** Deletes what runs. */
    static final class Deletes extends WrongTask {
        Deletes(Task right) {
            super(right);
        }

        @Override
        public void delete() {
            if (right.status() == Status.RUNNING) {
                right.signalAll(SIGKILL);
                right.exit().join();
            }
            right.delete();
        }
    }

    /** Starts as often as it is asked. */
    static final class StartsAgain extends WrongTask {
        StartsAgain(Task right) {
            super(right);
        }

        @Override
        public void start() {
            if (right.status() == Status.CREATED) {
                right.start();
            }
        }
    }

    /** Sends signals for all to the first process alone. */
    static final class SignalsFirst extends WrongTask {
        SignalsFirst(Task right) {
            super(right);
        }

        @Override
        public void signalAll(int signal) {
            if (signal == SIGKILL) {
                right.signalAll(signal);
            } else {
                right.signal(signal);
            }
        }
    }

    /** Takes signals for nobody. */
    static final class IgnoresTheDead extends WrongTask {
        IgnoresTheDead(Task right) {
            super(right);
        }

        @Override
        public void signal(int signal) {
            if (!right.exit().isDone()) {
                right.signal(signal);
            }
        }
    }

    /** Cannot tell what it cannot execute. */
    static final class TellsFormatsWrong extends WrongTask {
        TellsFormatsWrong(Task right) {
            super(right);
        }

        @Override
        public void start() {
            try {
                right.start();
            } catch (DriverException e) {
                throw String.valueOf(e.getMessage()).contains("format")
                        ? new DriverException(Kind.INTERNAL, "exec failed", e)
                        : e;
            }
        }
    }

    /** Can close the input once. */
    static final class ClosesInputOnce extends WrongTask {
        private final AtomicBoolean closed = new AtomicBoolean();

        ClosesInputOnce(Task right) {
            super(right);
        }

        @Override
        public void closeStdin() {
            if (!closed.compareAndSet(false, true)) {
                throw new DriverException(Kind.FAILED_PRECONDITION, "closed already");
            }
            right.closeStdin();
        }
    }

    /** Knows no size before the start. */
    static final class LosesEarlySize extends WrongTask {
        LosesEarlySize(Task right) {
            super(right);
        }

        @Override
        public void resize(TerminalSize size) {
            if (right.status() != Status.CREATED) {
                right.resize(size);
            }
        }
    }

    /** Takes a size without a terminal. */
    static final class ResizesNothing extends WrongTask {
        ResizesNothing(Task right) {
            super(right);
        }

        @Override
        public void resize(TerminalSize size) {
            try {
                right.resize(size);
            } catch (DriverException e) {
                if (e.kind() != Kind.FAILED_PRECONDITION) {
                    throw e;
                }
            }
        }
    }

    /** Executes all as another process than was specified. */
    static UnaryOperator<Task> executing(UnaryOperator<ProcessSpec> change) {
        return task -> new WrongTask(task) {
            @Override
            public TaskProcess exec(TaskId id, ProcessSpec process, Stdio stdio) {
                return right.exec(id, change.apply(process), stdio);
            }
        };
    }

    /** Finds only execs that run. */
    static final class ForgetsEndedExecs extends WrongTask {
        ForgetsEndedExecs(Task right) {
            super(right);
        }

        @Override
        public Optional<TaskProcess> recoverExec(TaskId id) {
            return right.recoverExec(id).filter(exec -> !exec.exit().isDone());
        }
    }
}
