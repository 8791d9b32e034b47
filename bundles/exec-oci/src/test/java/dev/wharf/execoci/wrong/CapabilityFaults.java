package dev.wharf.execoci.wrong;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.exec.OutOfMemoryNotices;
import dev.wharf.spi.exec.ProcessSpec;
import dev.wharf.spi.exec.Stdio;
import dev.wharf.spi.exec.Task;
import dev.wharf.spi.exec.TaskId;
import dev.wharf.spi.exec.TaskProcess;
import dev.wharf.spi.exec.TaskResources;
import dev.wharf.spi.exec.TaskStatistics;
import dev.wharf.spi.exec.TaskUsage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/** Faults in the capabilities of tasks. */
final class CapabilityFaults {
    private CapabilityFaults() {}

    /** A task with another object for a capability. */
    private static <C> UnaryOperator<Task> replacing(Class<C> wrong, UnaryOperator<C> change) {
        return task -> new WrongTask(task) {
            @Override
            public <T> Optional<T> as(Class<T> capability) {
                return capability == wrong ? right.as(wrong).map(change).map(capability::cast) : right.as(capability);
            }
        };
    }

    /** Pauses what is paused. */
    static UnaryOperator<Task> pausesAgain() {
        return task -> replacing(TaskResources.class, resources -> new TaskResources() {
                    @Override
                    public void pause() {
                        if (task.status() != Task.Status.PAUSED) {
                            resources.pause();
                        }
                    }

                    @Override
                    public void resume() {
                        resources.resume();
                    }

                    @Override
                    public List<Integer> processes() {
                        return resources.processes();
                    }
                })
                .apply(task);
    }

    /** Knows the first process alone. */
    static UnaryOperator<Task> listsFirst() {
        return task -> replacing(TaskResources.class, resources -> new TaskResources() {
                    @Override
                    public void pause() {
                        resources.pause();
                    }

                    @Override
                    public void resume() {
                        resources.resume();
                    }

                    @Override
                    public List<Integer> processes() {
                        return List.of(task.pid());
                    }
                })
                .apply(task);
    }

    /** Resumes a task in which something shall be executed. */
    static final class ResumesForExec extends WrongTask {
        ResumesForExec(Task right) {
            super(right);
        }

        @Override
        public TaskProcess exec(TaskId id, ProcessSpec process, Stdio stdio) {
            if (right.status() == Status.PAUSED) {
                right.as(TaskResources.class).orElseThrow().resume();
            }
            return right.exec(id, process, stdio);
        }
    }

    /** Tells twice what happened once. */
    static UnaryOperator<Task> tellsTwice() {
        return replacing(
                OutOfMemoryNotices.class,
                notices -> told -> notices.onOutOfMemory(() -> {
                    told.run();
                    told.run();
                }));
    }

    /** Tells a limit where there is none. */
    static UnaryOperator<Task> invents() {
        return replacing(TaskStatistics.class, statistics -> () -> {
            TaskUsage usage = statistics.usage();
            return usage.memory().limit().isPresent()
                    ? usage
                    : Changed.with(
                            usage, "memory", Changed.with(usage.memory(), "limit", OptionalLong.of(Long.MAX_VALUE)));
        });
    }

    /** Tells nothing as if nothing had been used. */
    static UnaryOperator<Task> tellsOfTheDead() {
        return replacing(TaskStatistics.class, statistics -> () -> {
            try {
                return statistics.usage();
            } catch (DriverException e) {
                return new TaskUsage(
                        Instant.EPOCH,
                        new TaskUsage.Cpu(0, List.of(), 0, 0, 0, 0, 0),
                        new TaskUsage.Memory(0, OptionalLong.empty(), 0, OptionalLong.empty(), Map.of()),
                        Map.of(),
                        OptionalLong.empty());
            }
        });
    }
}
