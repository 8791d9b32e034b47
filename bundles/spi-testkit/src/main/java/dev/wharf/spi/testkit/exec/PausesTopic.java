package dev.wharf.spi.testkit.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.exec.Task;
import dev.wharf.spi.exec.TaskId;
import dev.wharf.spi.exec.TaskResources;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Pausing and resuming. */
abstract class PausesTopic extends ExecutionTopic {
    private static final Command TICKING = Command.shell("while :; do echo tick; sleep 0.02; done");
    private static final Command SLEEP = Command.of("sleep", "1000");

    /** The capability, or nothing where none is claimed. */
    private Optional<TaskResources> resources(Task task) {
        Optional<TaskResources> resources = task.as(TaskResources.class);
        assertThat(resources.isPresent()).as("TaskResources").isEqualTo(has(ExecutionFeature.PAUSE));
        return resources;
    }

    @Test
    void aPausedTaskStandsStill() {
        Running<Task> box = rig().start(TICKING);
        box.await("tick");
        resources(box.process()).ifPresent(resources -> {
            resources.pause();
            assertThat(box.process().status()).isEqualTo(Task.Status.PAUSED);
            int before = box.output().length();
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            assertThat(box.output()).hasSize(before);

            resources.resume();

            assertThat(box.process().status()).isEqualTo(Task.Status.RUNNING);
            Waiting.until(
                    Duration.ofSeconds(5),
                    () -> "more output",
                    () -> box.output().length() > before);
        });
    }

    @Test
    void aPausedTaskCanBeKilled() {
        Running<Task> box = rig().start(SLEEP);
        resources(box.process()).ifPresent(resources -> {
            resources.pause();

            box.process().signalAll(SIGKILL);

            assertThat(box.end().code()).isEqualTo(128 + SIGKILL);
            assertThat(box.process().status()).isEqualTo(Task.Status.STOPPED);
        });
    }

    @Test
    void pausingTwiceIsRefused() {
        Running<Task> box = rig().start(SLEEP);
        resources(box.process()).ifPresent(resources -> {
            resources.pause();

            assertFails(Kind.FAILED_PRECONDITION, resources::pause);
            assertThat(box.process().status()).isEqualTo(Task.Status.PAUSED);
        });
    }

    @Test
    void resumingWhatRunsIsRefused() {
        Running<Task> box = rig().start(SLEEP);

        resources(box.process()).ifPresent(resources -> assertFails(Kind.FAILED_PRECONDITION, resources::resume));
    }

    @Test
    void pausingWhatDoesNotRunIsRefused() {
        Running<Task> created = rig().create(SLEEP);
        resources(created.process()).ifPresent(resources -> assertFails(Kind.FAILED_PRECONDITION, resources::pause));
        Running<Task> ended = rig().start(Box.of(Command.of("true")).id("ended"));
        ended.end();
        resources(ended.process()).ifPresent(resources -> assertFails(Kind.FAILED_PRECONDITION, resources::pause));
    }

    @Test
    void aPausedTaskIsFoundAgain() {
        Running<Task> box = rig().start(SLEEP);
        resources(box.process()).ifPresent(TaskResources::pause);
        if (!has(ExecutionFeature.PAUSE)) {
            return;
        }

        rig().reopen();

        Task found = driver().recover(new TaskId("box")).orElseThrow();
        assertThat(found.status()).isEqualTo(Task.Status.PAUSED);
        resources(found).orElseThrow().resume();
        assertThat(found.status()).isEqualTo(Task.Status.RUNNING);
    }

    @Test
    void processesAreListed() {
        Running<Task> box = rig().start(Command.shell("sleep 1000 & sleep 1000 & echo up; read x")
                .input());
        box.await("up");

        resources(box.process()).ifPresent(resources -> assertThat(resources.processes())
                .hasSize(3)
                .contains(box.process().pid()));
    }
}
