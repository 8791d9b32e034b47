package dev.wharf.spi.testkit.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.exec.Task;
import dev.wharf.spi.exec.TaskId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** From create to delete. */
abstract class LifeCycleTopic extends ExecutionTopic {
    private static final Command SLEEP = Command.of("sleep", "1000");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** No driver can have it. */
    private interface UnknownCapability {}

    @Test
    void aFreshFolderHoldsNoTasks() {
        assertThat(driver().list()).isEmpty();
        assertThat(driver().recover(new TaskId("nobody"))).isEmpty();
    }

    @Test
    void aCreatedTaskWaits() {
        Running<Task> box = rig().create(Command.of("touch", "/made"));

        assertThat(box.process().status()).isEqualTo(Task.Status.CREATED);
        assertThat(box.process().wasStarted()).isFalse();
        assertThat(box.process().exit()).isNotDone();
        assertThat(Path.of("/proc/" + box.process().pid())).exists();
        assertThat(rig().root().resolve("made")).doesNotExist();
    }

    @Test
    void aStartedTaskRunsWithTheSameProcess() {
        Running<Task> box = rig().create(SLEEP);
        int pid = box.process().pid();

        box.process().start();

        assertThat(box.process().status()).isEqualTo(Task.Status.RUNNING);
        assertThat(box.process().wasStarted()).isTrue();
        assertThat(box.process().pid()).isEqualTo(pid);
        awaitCommand(pid, "sleep\0001000\0");
    }

    /** The kernel tells that a process is executed a moment before it shows with what arguments; fs/binfmt_elf.c. */
    private static void awaitCommand(int pid, String expected) {
        Waiting.until(PATIENCE, () -> "process " + pid + " as " + expected, () -> command(pid)
                .equals(expected));
    }

    private static String command(int pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/cmdline"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anEndedTaskIsStoppedUntilItIsDeleted() {
        Running<Task> box = rig().start(Command.of("true"));

        box.end();

        assertThat(box.process().status()).isEqualTo(Task.Status.STOPPED);
        assertThat(driver().list()).containsExactly(new TaskId("box"));
    }

    @Test
    void startingTwiceIsRefused() {
        Running<Task> box = rig().start(SLEEP);

        assertFails(Kind.FAILED_PRECONDITION, box.process()::start);
        assertThat(box.process().status()).isEqualTo(Task.Status.RUNNING);
    }

    @Test
    void deletingARunningTaskIsRefused() {
        Running<Task> box = rig().start(SLEEP);

        assertFails(Kind.FAILED_PRECONDITION, box.process()::delete);
        assertThat(box.process().status()).isEqualTo(Task.Status.RUNNING);
        assertThat(box.process().exit()).isNotDone();
    }

    @Test
    void nothingOfADeletedTaskIsLeft() throws IOException {
        Running<Task> box = rig().start(SLEEP);
        assertThat(rig().cgroups().of("box")).isNotEmpty();
        box.process().signalAll(SIGKILL);
        box.end();

        box.process().delete();

        assertThat(driver().list()).isEmpty();
        assertThat(driver().recover(new TaskId("box"))).isEmpty();
        assertThat(rig().cgroups().of("box")).isEmpty();
        assertThat(Files.readString(Path.of("/proc/self/mountinfo")))
                .doesNotContain(rig().folder().toString());
    }

    @Test
    void aTaskThatIsNeverStartedCanBeKilledAndDeleted() {
        Running<Task> box = rig().create(SLEEP);

        box.process().signalAll(SIGKILL);
        box.end();
        box.process().delete();

        assertThat(driver().list()).isEmpty();
        assertThat(rig().cgroups().of("box")).isEmpty();
    }

    @Test
    void anIdIsTakenUntilItsTaskIsDeleted() {
        rig().start(SLEEP);

        assertFails(Kind.ALREADY_EXISTS, () -> rig().create(SLEEP));

        assertThat(driver().list()).hasSize(1);
        assertThat(rig().cgroups().of("box")).isNotEmpty();
    }

    @Test
    void anIdCanBeUsedAgain() {
        assertThat(rig().output(Command.of("echo", "first"))).isEqualTo("first\n");
        assertThat(rig().output(Command.of("echo", "second"))).isEqualTo("second\n");
    }

    @Test
    void aFailedCreateLeavesNothing() throws IOException {
        Box box = Box.of(SLEEP).bind(rig().folder().resolve("absent"), "/there", "rbind");

        assertFails(Kind.NOT_FOUND, () -> rig().create(box));

        assertThat(driver().list()).isEmpty();
        assertThat(rig().cgroups().of("box")).isEmpty();
        assertThat(Files.readString(Path.of("/proc/self/mountinfo")))
                .doesNotContain(rig().folder().toString());
        assertThat(rig().output(Command.of("echo", "well"))).isEqualTo("well\n");
    }

    @Test
    void allTasksAreListed() {
        rig().create(Box.of(SLEEP).id("created"));
        rig().start(Box.of(SLEEP).id("running"));
        rig().start(Box.of(Command.of("true")).id("ended")).end();

        assertThat(driver().list())
                .containsExactlyInAnyOrder(new TaskId("created"), new TaskId("running"), new TaskId("ended"));
    }

    @Test
    void closingTwiceIsHarmless() {
        driver().close();

        rig().reopen();

        assertThat(driver().list()).isEmpty();
    }

    @Test
    void theHostSeesNoMountOfTheRoot() throws IOException {
        rig().start(SLEEP);

        assertThat(Files.readString(Path.of("/proc/self/mountinfo")))
                .doesNotContain(rig().root().toString());
    }

    @Test
    void aCapabilityThatNobodyKnowsIsAbsent() {
        Running<Task> box = rig().start(SLEEP);

        assertThat(box.process().as(UnknownCapability.class)).isEmpty();
        assertThat(driver().as(UnknownCapability.class)).isEmpty();
    }
}
