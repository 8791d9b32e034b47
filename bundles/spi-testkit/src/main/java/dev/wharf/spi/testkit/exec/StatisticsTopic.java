package dev.wharf.spi.testkit.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.exec.Task;
import dev.wharf.spi.exec.TaskStatistics;
import dev.wharf.spi.exec.TaskUsage;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a task has used. */
abstract class StatisticsTopic extends ExecutionTopic {
    private static final long MEBI = 1 << 20;

    /** The capability, or nothing where none is claimed. */
    private Optional<TaskStatistics> statistics(Running<Task> box) {
        Optional<TaskStatistics> statistics = box.process().as(TaskStatistics.class);
        assertThat(statistics.isPresent()).as("TaskStatistics").isEqualTo(has(ExecutionFeature.STATISTICS));
        return statistics;
    }

    @Test
    void processorTimeGrows() {
        statistics(rig().start(Command.shell("while :; do :; done"))).ifPresent(statistics -> {
            long before = statistics.usage().cpu().total();

            Waiting.until(
                    Duration.ofSeconds(20),
                    () -> "50 ms of processor time",
                    () -> statistics.usage().cpu().total() - before > 50_000_000L);
            TaskUsage.Cpu cpu = statistics.usage().cpu();
            assertThat(cpu.perCpu().stream().mapToLong(Long::longValue).sum()).isLessThanOrEqualTo(2 * cpu.total());
        });
    }

    @Test
    void memoryIsCountedAgainstItsLimit() {
        Running<Task> box = rig().start(Box.of(
                        Command.shell("x=$(seq 1 300000); echo up; read y").input())
                .resources(Limits.memory(64 * MEBI)));
        box.await("up");

        statistics(box).ifPresent(statistics -> {
            TaskUsage.Memory memory = statistics.usage().memory();
            assertThat(memory.limit()).hasValue(64 * MEBI);
            assertThat(memory.usage()).isBetween(MEBI, 64 * MEBI);
            memory.maxUsage().ifPresent(most -> assertThat(most).isGreaterThanOrEqualTo(memory.usage()));
            assertThat(memory.statistics()).containsKeys("cache", "rss");
        });
    }

    @Test
    void withoutALimitNoneIsTold() {
        statistics(rig().start(Command.of("sleep", "1000")))
                .ifPresent(statistics ->
                        assertThat(statistics.usage().memory().limit()).isEmpty());
    }

    @Test
    void processesAreCounted() {
        Running<Task> box = rig().start(Command.shell("sleep 1000 & sleep 1000 & echo up; read x")
                .input());
        box.await("up");

        statistics(box).ifPresent(statistics -> statistics.usage().pids().ifPresent(count -> assertThat(count)
                .isEqualTo(3)));
    }

    @Test
    void throttlingIsCounted() {
        Running<Task> box =
                rig().start(Box.of(Command.shell("while :; do :; done")).resources(Limits.cpuQuota(10_000)));

        statistics(box)
                .ifPresent(statistics -> Waiting.until(
                        Duration.ofSeconds(20),
                        () -> "throttled periods",
                        () -> statistics.usage().cpu().throttledPeriods() > 0
                                && statistics.usage().cpu().throttledTime() > 0));
    }

    @Test
    void anEndedTaskHasNone() {
        Running<Task> box = rig().start(Command.of("true"));
        box.end();

        statistics(box).ifPresent(statistics -> assertFails(Kind.NOT_FOUND, statistics::usage));
    }
}
