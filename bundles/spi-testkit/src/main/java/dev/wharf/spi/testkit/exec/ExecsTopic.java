package dev.wharf.spi.testkit.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.exec.Task;
import dev.wharf.spi.exec.TaskId;
import dev.wharf.spi.exec.TaskProcess;
import dev.wharf.spi.exec.TaskResources;
import dev.wharf.spi.exec.TerminalSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Further processes in a task. */
abstract class ExecsTopic extends ExecutionTopic {
    private static final Command SLEEP = Command.of("sleep", "1000");

    private Running<Task> running() {
        return rig().start(SLEEP);
    }

    @Test
    void itRunsInTheTask() throws IOException {
        Running<Task> box = running();

        Running<TaskProcess> exec =
                rig().exec(box, "e", Command.shell("hostname; echo $$ > /tmp/pid; exec sleep 1000"));
        exec.await("box");

        for (String kind : new String[] {"net", "pid", "ipc", "uts", "mnt"}) {
            assertThat(Files.readSymbolicLink(Path.of("/proc/" + exec.process().pid() + "/ns/" + kind)))
                    .isEqualTo(Files.readSymbolicLink(
                            Path.of("/proc/" + box.process().pid() + "/ns/" + kind)));
        }
        assertThat(Files.readString(Path.of("/proc/" + exec.process().pid() + "/cgroup")))
                .contains(rig().cgroups().parent() + "/box");
    }

    @Test
    void itsExitCodeIsTold() {
        Running<Task> box = running();

        assertThat(rig().exec(box, "e", Command.shell("exit 42")).end().code()).isEqualTo(42);
        assertThat(box.process().status()).isEqualTo(Task.Status.RUNNING);
    }

    @Test
    void itHasStreamsOfItsOwn() {
        Running<Task> box = running();
        Running<TaskProcess> exec =
                rig().exec(box, "e", Command.shell("cat; echo err >&2").input());
        exec.type("text\n");
        exec.await("text");

        exec.process().closeStdin();

        assertThat(exec.result()).isEqualTo("text\n");
        assertThat(exec.streams().error().text()).isEqualTo("err\n");
        assertThat(box.output()).isEmpty();
    }

    @Test
    void itHasAUserAndEnvironmentOfItsOwn() {
        Running<TaskProcess> exec = rig().exec(
                        running(),
                        "e",
                        Command.shell("id -u; id -G; echo $HOME $B; pwd")
                                .user("me")
                                .environment("PATH=/bin", "B=c")
                                .folder("/etc"));

        assertThat(exec.result()).isEqualTo("7\n8 9\n/home/me c\n/etc\n");
    }

    @Test
    void itsCapabilitiesAreThoseThatWereGiven() {
        Running<Task> box = rig().start(Command.of("sleep", "1000").capabilities("CHOWN"));

        Running<TaskProcess> exec = rig().exec(
                        box, "e", Command.shell("grep CapEff /proc/self/status").capabilities("CHOWN", "KILL"));

        assertThat(exec.result()).isEqualTo("CapEff:\t0000000000000021\n");
    }

    @Test
    void itsFolderIsMadeWhenItIsMissing() {
        assertThat(rig().exec(running(), "e", Command.of("pwd").folder("/made/deep"))
                        .result())
                .isEqualTo("/made/deep\n");
    }

    @Test
    void severalRunAtOnce() {
        Running<Task> box = running();
        Running<TaskProcess> one =
                rig().exec(box, "one", Command.shell("read x; echo one $x").input());
        Running<TaskProcess> two =
                rig().exec(box, "two", Command.shell("read x; echo two $x").input());
        assertThat(box.process().execs()).containsExactlyInAnyOrder(new TaskId("one"), new TaskId("two"));

        two.type("b\n");
        assertThat(two.result()).isEqualTo("two b\n");
        one.type("a\n");

        assertThat(one.result()).isEqualTo("one a\n");
    }

    @Test
    void aSignalReachesItAlone() {
        Running<Task> box = running();
        Running<TaskProcess> exec = rig().exec(box, "e", Command.of("sleep", "1000"));

        exec.process().signal(SIGTERM);

        assertThat(exec.end().signal()).hasValue(SIGTERM);
        assertThat(box.process().status()).isEqualTo(Task.Status.RUNNING);
    }

    @Test
    void itCanHaveATerminal() {
        Running<TaskProcess> exec = rig().exec(
                        running(),
                        "e",
                        Command.shell("read x; tty; stty size; [ -t 1 ] && echo got $x")
                                .terminal());
        exec.process().resize(new TerminalSize(21, 43));

        exec.type("word\n");

        assertThat(exec.result()).contains("/dev/pts/").contains("21 43\r\n").contains("got word\r\n");
    }

    @Test
    void itEndsWithTheTask() {
        Running<Task> box = running();
        Running<TaskProcess> exec = rig().exec(box, "e", SLEEP);

        box.process().signalAll(SIGKILL);

        assertThat(exec.end().code()).isEqualTo(128 + SIGKILL);
        box.end();
        box.process().delete();
        assertThat(driver().list()).isEmpty();
    }

    @Test
    void itIsKnownUntilItIsDeleted() {
        Running<Task> box = running();
        Running<TaskProcess> exec = rig().exec(box, "e", Command.of("true"));
        exec.end();
        assertThat(box.process().execs()).containsExactly(new TaskId("e"));

        exec.process().delete();

        assertThat(box.process().execs()).isEmpty();
        assertThat(box.process().recoverExec(new TaskId("e"))).isEmpty();
        assertThat(rig().exec(box, "e", Command.of("echo", "again")).result()).isEqualTo("again\n");
    }

    @Test
    void deletingARunningOneIsRefused() {
        Running<TaskProcess> exec = rig().exec(running(), "e", SLEEP);

        assertFails(Kind.FAILED_PRECONDITION, exec.process()::delete);
        assertThat(exec.process().exit()).isNotDone();
    }

    @Test
    void anIdIsTakenUntilItIsDeleted() {
        Running<Task> box = running();
        rig().exec(box, "e", SLEEP);

        assertFails(Kind.ALREADY_EXISTS, () -> rig().exec(box, "e", SLEEP));
    }

    @Test
    void aCommandThatIsNotThereIsNotFound() {
        assertRefused(Command.of("nosuch"), Kind.NOT_FOUND, "exec: \"nosuch\": executable file not found in $PATH");
        assertRefused(Command.of("/no/such"), Kind.NOT_FOUND, "exec: \"/no/such\"");
    }

    @Test
    void aFileThatIsNoProgramIsRefused() {
        assertRefused(Command.of("/etc/text"), Kind.INVALID_ARGUMENT, "exec: \"/etc/text\": permission denied");
    }

    @Test
    void anUnknownUserIsNotFound() {
        assertRefused(Command.of("true").user("stranger"), Kind.NOT_FOUND, "stranger");
    }

    private void assertRefused(Command command, Kind kind, String message) {
        Running<Task> box = driver().list().isEmpty()
                ? running()
                : new Running<>(driver().recover(new TaskId("box")).orElseThrow(), rig().streams(SLEEP));

        assertThatThrownBy(() -> rig().exec(box, "e", command)).isInstanceOfSatisfying(DriverException.class, e -> {
            assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind);
            assertThat(e.getMessage()).contains(message);
        });
        assertThat(box.process().execs()).isEmpty();
        assertThat(box.process().status()).isEqualTo(Task.Status.RUNNING);
    }

    @Test
    void aTaskThatDoesNotRunRefusesIt() {
        Running<Task> created = rig().create(Box.of(SLEEP).id("created"));
        assertFails(Kind.FAILED_PRECONDITION, () -> rig().exec(created, "e", SLEEP));
        Running<Task> ended = rig().start(Box.of(Command.of("true")).id("ended"));
        ended.end();
        assertFails(Kind.FAILED_PRECONDITION, () -> rig().exec(ended, "e", SLEEP));
    }

    @Test
    void aPausedTaskRefusesIt() {
        Running<Task> box = running();
        box.process().as(TaskResources.class).ifPresent(resources -> {
            resources.pause();

            assertFails(Kind.FAILED_PRECONDITION, () -> rig().exec(box, "e", SLEEP));
        });
    }

    @Test
    void itsProcessIsNoZombieAfterwards() {
        Running<TaskProcess> exec = rig().exec(running(), "e", Command.of("true"));
        int pid = exec.process().pid();

        exec.end();

        assertThat(Path.of("/proc/" + pid)).doesNotExist();
    }
}
