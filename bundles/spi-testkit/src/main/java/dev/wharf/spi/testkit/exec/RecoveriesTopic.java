package dev.wharf.spi.testkit.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.spi.exec.ExitStatus;
import dev.wharf.spi.exec.Task;
import dev.wharf.spi.exec.TaskId;
import dev.wharf.spi.exec.TaskProcess;
import dev.wharf.spi.exec.TerminalSize;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What survives the driver, and the daemon. */
abstract class RecoveriesTopic extends ExecutionTopic {
    private static final TaskId BOX = new TaskId("box");
    private static final TaskId EXEC = new TaskId("e");
    private static final Command SLEEP = Command.of("sleep", "1000");

    private Task found() {
        return driver().recover(BOX).orElseThrow();
    }

    private void awaitGone(int pid) {
        Waiting.until(Duration.ofSeconds(10), () -> "the end of " + pid, () -> !Path.of("/proc/" + pid)
                .toFile()
                .exists());
    }

    @Test
    void aRunningTaskGoesOn() {
        Running<Task> box = rig().start(
                        Command.shell("echo before; read x; echo after; exit 3").input());
        int pid = box.process().pid();
        box.await("before");

        rig().reopen();

        assertThat(driver().list()).containsExactly(BOX);
        assertThat(found().status()).isEqualTo(Task.Status.RUNNING);
        assertThat(found().pid()).isEqualTo(pid);
        box.type("\n");
        assertThat(Running.end(found()).code()).isEqualTo(3);
        assertThat(box.output()).isEqualTo("before\nafter\n");
        found().delete();
        assertThat(driver().list()).isEmpty();
    }

    @Test
    void theEndInBetweenIsTold() {
        Running<Task> box =
                rig().start(Command.shell("read x; echo last words; exit 7").input());
        int pid = box.process().pid();
        Instant before = Instant.now().minusSeconds(1);
        driver().close();
        box.type("\n");
        awaitGone(pid);

        rig().reopen();

        ExitStatus status = Running.end(found());
        assertThat(status.code()).isEqualTo(7);
        assertThat(status.at()).isBetween(before, Instant.now().plusSeconds(1));
        assertThat(found().status()).isEqualTo(Task.Status.STOPPED);
        assertThat(box.output()).isEqualTo("last words\n");
    }

    @Test
    void theSignalInBetweenIsTold() {
        Running<Task> box = rig().start(SLEEP);
        int pid = box.process().pid();
        driver().close();
        dev.wharf.linux.Linux.kernel().processes().kill(pid, SIGKILL);
        awaitGone(pid);

        rig().reopen();

        assertThat(Running.end(found()).signal()).hasValue(SIGKILL);
    }

    @Test
    void anEndedTaskIsFoundAgain() {
        rig().start(Command.shell("exit 5")).end();

        rig().reopen();

        assertThat(Running.end(found()).code()).isEqualTo(5);
        assertThat(found().status()).isEqualTo(Task.Status.STOPPED);
        assertThat(found().wasStarted()).isTrue();
        found().delete();
        assertThat(driver().list()).isEmpty();
        assertThat(rig().cgroups().of("box")).isEmpty();
    }

    @Test
    void aTaskThatWasNeverStartedIsEnded() {
        int pid = rig().create(Command.of("touch", "/made")).process().pid();

        rig().reopen();

        Optional<Task> found = driver().recover(BOX);
        found.ifPresent(Running::end);
        found.ifPresent(task -> assertThat(task.status()).isEqualTo(Task.Status.STOPPED));
        found.ifPresent(task -> assertThat(task.wasStarted()).isFalse());
        awaitGone(pid);
        found.ifPresent(Task::delete);
        assertThat(driver().list()).isEmpty();
        assertThat(rig().cgroups().of("box")).isEmpty();
        assertThat(rig().root().resolve("made")).doesNotExist();
    }

    @Test
    void whatWasDeletedStaysDeleted() {
        rig().output(Command.of("true"));

        rig().reopen();

        assertThat(driver().list()).isEmpty();
        assertThat(driver().recover(BOX)).isEmpty();
    }

    @Test
    void aFoundTaskCanBeSignalledAndReached() throws Exception {
        rig().start(Command.shell("trap 'exit 6' TERM; touch /ready; while :; do sleep 0.05; done"));
        Waiting.until(
                Duration.ofSeconds(10),
                () -> "the trap",
                () -> rig().root().resolve("ready").toFile().exists());

        rig().reopen();

        try (var root = found().root()) {
            assertThat(root.path().resolve("ready")).exists();
        }
        found().signal(SIGTERM);
        assertThat(Running.end(found()).code()).isEqualTo(6);
    }

    @Test
    void aTerminalGoesOn() {
        Running<Task> box =
                rig().start(Command.shell("read x; stty size; echo got $x").terminal());

        rig().reopen();

        found().resize(new TerminalSize(31, 71));
        box.type("word\n");
        assertThat(Running.end(found()).code()).isZero();
        assertThat(box.output()).contains("31 71\r\n").contains("got word\r\n");
    }

    @Test
    void inputStaysOpen() {
        Running<Task> box = rig().start(Command.shell("cat; echo end").input());
        box.type("one\n");
        box.await("one\n");

        rig().reopen();

        box.type("two\n");
        assertThat(box.await("two\n")).isEqualTo("one\ntwo\n");
        found().closeStdin();
        assertThat(Running.end(found()).code()).isZero();
        assertThat(box.output()).endsWith("end\n");
    }

    @Test
    void runningExecsAreFoundAgain() {
        Running<Task> box = rig().start(SLEEP);
        Running<TaskProcess> exec = rig().exec(
                        box, "e", Command.shell("read x; echo got $x; exit 8").input());
        int pid = exec.process().pid();

        rig().reopen();

        assertThat(found().execs()).containsExactly(EXEC);
        TaskProcess found = found().recoverExec(EXEC).orElseThrow();
        assertThat(found.pid()).isEqualTo(pid);
        exec.type("word\n");
        assertThat(Running.end(found).code()).isEqualTo(8);
        assertThat(exec.output()).isEqualTo("got word\n");
        found.delete();
        assertThat(found().execs()).isEmpty();
    }

    @Test
    void execsThatEndedInBetweenAreFoundAgain() {
        Running<Task> box = rig().start(SLEEP);
        Running<TaskProcess> exec =
                rig().exec(box, "e", Command.shell("read x; exit 8").input());
        int pid = exec.process().pid();
        driver().close();
        exec.type("\n");
        awaitGone(pid);

        rig().reopen();

        assertThat(Running.end(found().recoverExec(EXEC).orElseThrow()).code()).isEqualTo(8);
    }

    @Test
    void anExecThatNobodyKnowsIsNotFound() {
        Running<Task> box = rig().start(SLEEP);

        assertThat(box.process().recoverExec(new TaskId("nobody"))).isEmpty();
        assertThat(box.process().execs()).isEmpty();
    }

    @Test
    void aFoundTaskTakesFurtherProcesses() {
        Running<Task> box = rig().start(SLEEP);

        rig().reopen();

        Running<Task> again = new Running<>(found(), box.streams());
        assertThat(rig().exec(again, "e", Command.of("echo", "well")).result()).isEqualTo("well\n");
    }
}
