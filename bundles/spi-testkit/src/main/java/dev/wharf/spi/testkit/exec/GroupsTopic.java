package dev.wharf.spi.testkit.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.exec.OutOfMemoryNotices;
import dev.wharf.spi.exec.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Control groups: where processes are accounted, their limits, and what happens when memory lacks. */
abstract class GroupsTopic extends ExecutionTopic {
    private static final long MEBI = 1 << 20;
    private static final Command SLEEP = Command.of("sleep", "1000");
    /** Takes memory in a child, and goes on when the child is killed. */
    private static final String GREEDY = "(x=aaaaaaaa; while :; do x=$x$x; done); echo survived; read y";

    @Test
    void theProcessIsInItsGroupBeforeTheStart() throws IOException {
        Running<Task> box = rig().create(SLEEP);

        assertThat(Files.readString(Path.of("/proc/" + box.process().pid() + "/cgroup")))
                .contains(rig().cgroups().parent() + "/box");
    }

    @Test
    void limitsAreWritten() {
        rig().start(Box.of(SLEEP).id("memory").resources(Limits.memory(64 * MEBI)));
        rig().start(Box.of(SLEEP).id("pids").resources(Limits.pids(33)));
        rig().start(Box.of(SLEEP).id("shares").resources(Limits.cpuShares(512)));
        rig().start(Box.of(SLEEP).id("quota").resources(Limits.cpuQuota(50_000)));

        assertThat(rig().cgroups().read("memory", "memory.limit_in_bytes", "memory.max"))
                .hasValue(Long.toString(64 * MEBI));
        assertThat(rig().cgroups().read("pids", "pids.max")).hasValue("33");
        assertThat(rig().cgroups().read("shares", "cpu.shares", "cpu.weight"))
                .get()
                .isIn("512", "20");
        assertThat(rig().cgroups().read("quota", "cpu.cfs_quota_us", "cpu.max"))
                .get()
                .isIn("50000", "50000 100000");
    }

    @Test
    void noMoreProcessesThanAllowedCanBeMade() {
        Running<Task> box = rig().start(
                        Box.of(Command.shell("for i in 1 2 3 4 5 6 7 8 9; do sleep 1000 & done; echo all"))
                                .resources(Limits.pids(5)));

        box.end();

        assertThat(box.output()).doesNotContain("all");
    }

    @Test
    void aProcessThatIsKilledForLackOfMemoryIsFlagged() {
        Running<Task> box = rig().start(Box.of(Command.shell("x=aaaaaaaa; while :; do x=$x$x; done"))
                .resources(Limits.memory(16 * MEBI)));

        assertThat(box.end().outOfMemory()).isTrue();
        assertThat(box.end().signal()).hasValue(SIGKILL);
    }

    @Test
    void aKilledChildIsFlaggedToo() {
        Running<Task> box = rig().start(Box.of(Command.shell(GREEDY).input()).resources(Limits.memory(16 * MEBI)));
        box.await("survived");

        box.type("\n");

        assertThat(box.end().code()).isZero();
        assertThat(box.end().outOfMemory()).isTrue();
    }

    @Test
    void anotherKillIsNotFlagged() {
        Running<Task> box = rig().start(Box.of(SLEEP).resources(Limits.memory(64 * MEBI)));

        box.process().signalAll(SIGKILL);

        assertThat(box.end().outOfMemory()).isFalse();
    }

    @Test
    void lackOfMemoryIsTold() {
        Running<Task> box = rig().create(Box.of(Command.shell(GREEDY).input()).resources(Limits.memory(16 * MEBI)));
        var notices = box.process().as(OutOfMemoryNotices.class);
        assertThat(notices.isPresent()).isEqualTo(has(ExecutionFeature.OUT_OF_MEMORY_NOTICES));
        if (notices.isEmpty()) {
            return;
        }
        AtomicInteger told = new AtomicInteger();
        notices.get().onOutOfMemory(told::incrementAndGet);

        box.process().start();
        box.await("survived");

        Waiting.until(Duration.ofSeconds(5), () -> "a notice", () -> told.get() > 0);
        assertThat(told).hasValue(1);
    }

    @Test
    void nothingIsToldWhenNothingLacks() {
        Running<Task> box = rig().start(SLEEP);
        AtomicInteger told = new AtomicInteger();
        box.process().as(OutOfMemoryNotices.class).ifPresent(each -> each.onOutOfMemory(told::incrementAndGet));

        box.process().signalAll(SIGKILL);
        box.end();
        box.process().delete();

        assertThat(told).hasValue(0);
    }

    @Test
    void anEndedTaskTellsNothing() {
        Running<Task> box = rig().start(Command.of("true"));
        box.end();

        box.process()
                .as(OutOfMemoryNotices.class)
                .ifPresent(notices -> assertFails(Kind.NOT_FOUND, () -> notices.onOutOfMemory(() -> {})));
    }

    @Test
    void aDeepParentIsMade() {
        CgroupFolders above = rig().cgroups();
        Running<Task> box = rig().start(SLEEP);

        assertThat(above.of("box")).isNotEmpty();
        box.process().signalAll(SIGKILL);
        box.end();
        box.process().delete();
        assertThat(above.of("box")).isEmpty();
    }
}
