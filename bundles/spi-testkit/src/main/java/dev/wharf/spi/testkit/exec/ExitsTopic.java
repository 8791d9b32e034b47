package dev.wharf.spi.testkit.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.exec.ExitStatus;
import dev.wharf.spi.exec.Task;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How processes end, and what is told of it. */
abstract class ExitsTopic extends ExecutionTopic {
    private static final String UNTIL_TERMINATED = "trap 'exit 5' TERM; echo ready; while :; do sleep 0.05; done";
    /** The shell that lights it stays, although it could not fork any more. */
    private static final String BOMB = "(b() { b | b & }; while :; do b; done) 2>/dev/null & echo lit; read x";

    @Test
    void theExitCodeIsTold() {
        for (int code : new int[] {0, 1, 3, 126, 127, 255}) {
            Running<Task> box =
                    rig().start(Box.of(Command.shell("exit " + code)).id("box" + code));

            assertThat(box.end().code()).isEqualTo(code);
            assertThat(box.end().signal()).isEmpty();
            assertThat(box.end().outOfMemory()).isFalse();
        }
    }

    @Test
    void aKilledProcessTellsTheSignal() {
        Running<Task> box = rig().start(Command.of("sleep", "1000"));

        box.process().signal(SIGKILL);

        assertThat(box.end().code()).isEqualTo(128 + SIGKILL);
        assertThat(box.end().signal()).hasValue(SIGKILL);
    }

    @Test
    void aCodeAbove128IsNoSignal() {
        Running<Task> box = rig().start(Command.shell("exit 137"));

        assertThat(box.end().code()).isEqualTo(137);
        assertThat(box.end().signal()).isEmpty();
    }

    @Test
    void aSignalReachesTheFirstProcess() {
        Running<Task> box = rig().start(Command.shell(UNTIL_TERMINATED));
        box.await("ready");

        box.process().signal(SIGTERM);

        assertThat(box.end().code()).isEqualTo(5);
    }

    @Test
    void aSignalToAllReachesAll() {
        Running<Task> box = rig().start(Command.shell(
                "sh -c 'trap \"echo inner; exit\" TERM; echo one; while :; do sleep 0.05; done' & trap 'wait; exit 5' TERM; "
                        + "echo two; while :; do sleep 0.05; done"));
        box.await("one");
        box.await("two");

        box.process().signalAll(SIGTERM);

        assertThat(box.end().code()).isEqualTo(5);
        assertThat(box.output()).contains("inner");
    }

    @Test
    void theEndOfTheFirstProcessEndsAll() {
        Running<Task> box =
                rig().start(Command.shell("sleep 1000 & echo started; read x").input());
        box.await("started");

        box.process().signal(SIGKILL);
        box.end();

        box.process().delete();
        assertThat(rig().cgroups().of("box")).isEmpty();
    }

    @Test
    void theTimeIsThatOfTheEnd() {
        Instant before = Instant.now().minus(Duration.ofMillis(100));
        Running<Task> box = rig().start(Command.shell("sleep 0.3"));

        ExitStatus status = box.end();

        assertThat(status.at())
                .isBetween(before.plus(Duration.ofMillis(300)), Instant.now().plusMillis(100));
    }

    @Test
    void theEndIsToldOnce() {
        Running<Task> box = rig().start(Command.shell("sleep 0.1; exit 4"));
        AtomicInteger told = new AtomicInteger();
        CompletableFuture<Void> callback = box.process().exit().thenAccept(status -> told.incrementAndGet());

        callback.join();

        assertThat(told).hasValue(1);
        assertThat(box.end()).isEqualTo(box.end());
    }

    @Test
    void anEndedProcessIsNoZombie() {
        Running<Task> box = rig().start(Command.of("true"));
        int pid = box.process().pid();

        box.end();

        assertThat(Path.of("/proc/" + pid)).doesNotExist();
    }

    @Test
    void orphansOfAnEndedShellAreReaped() {
        Running<Task> box = rig().start(Box.of(Command.shell("for i in 1 2 3; do (sleep 0.1 &) ; done; exec sleep 0.5"))
                .pid(new dev.wharf.spi.exec.Namespace.Host()));

        assertThat(box.end().code()).isZero();
    }

    @Test
    void signalsToAnEndedTaskAreRefused() {
        Running<Task> box = rig().start(Command.of("true"));
        box.end();

        assertFails(Kind.NOT_FOUND, () -> box.process().signal(SIGTERM));
        assertFails(Kind.NOT_FOUND, () -> box.process().signalAll(SIGKILL));
    }

    @Test
    void aForkBombIsKilled() {
        Running<Task> box = rig().start(Box.of(Command.shell(BOMB).input()).resources(Limits.pids(60)));
        box.await("lit");

        box.process().signalAll(SIGKILL);

        assertThat(box.end().code()).isEqualTo(128 + SIGKILL);
        box.process().delete();
        assertThat(rig().cgroups().of("box")).isEmpty();
    }

    @Test
    void aForkBombAmongTheHostsProcessesIsKilled() {
        Running<Task> box = rig().start(Box.of(Command.shell(BOMB).input())
                .pid(new dev.wharf.spi.exec.Namespace.Host())
                .resources(Limits.pids(60)));
        box.await("lit");

        box.process().signalAll(SIGKILL);

        assertThat(box.end().code()).isEqualTo(128 + SIGKILL);
        box.process().delete();
        assertThat(rig().cgroups().of("box")).isEmpty();
    }
}
