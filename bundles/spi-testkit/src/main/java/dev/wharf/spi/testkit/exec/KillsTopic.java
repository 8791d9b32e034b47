package dev.wharf.spi.testkit.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.spi.exec.Task;
import dev.wharf.spi.exec.TaskId;
import dev.wharf.spi.exec.TaskProcess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** SIGKILL of the daemon: containers, their exit codes and their output outlive it. */
abstract class KillsTopic extends ExecutionTopic {
    private static final TaskId BOX = new TaskId("box");
    private static final TaskId EXEC = new TaskId("e");
    /** Microseconds after the task was made. */
    private static final int[] MOMENTS = {0, 1_000, 5_000, 10_000, 15_000, 20_000, 30_000};

    /** What a worker has left. */
    private record Left(Streams task, Streams exec) {}

    /** Lets another process start a task with a further process in it, and kills that process. */
    private Left startAndKill(Command first, Command further) throws IOException {
        return killAfter(first, further, progress -> assertThat(progress.read())
                .as("a byte of the worker that has started both")
                .isEqualTo(KilledWorker.STARTED));
    }

    /** What a process that made a task is waited for before it is killed. */
    private interface Wait {
        void on(InputStream progress) throws IOException;
    }

    private Left killAfter(Command first, Command further, Wait wait) throws IOException {
        Left left = new Left(rig().streams(first), rig().streams(further));
        driver().close();
        Process worker = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledWorker.class.getName(),
                        suite().getClass().getName(),
                        rig().folder().toString(),
                        rig().cgroups().parent(),
                        left.task().output().path().toString(),
                        left.exec().output().path().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (InputStream progress = worker.getInputStream()) {
            assertThat(progress.read())
                    .as("a byte of the worker that has made the task")
                    .isEqualTo(KilledWorker.MADE);
            wait.on(progress);
        } finally {
            worker.destroyForcibly().onExit().join();
        }
        return left;
    }

    @Test
    void allGoesOnAfterTheKill() throws IOException {
        Left left = startAndKill(KilledWorker.FIRST, KilledWorker.FURTHER);

        rig().reopen();

        Task found = driver().recover(BOX).orElseThrow();
        assertThat(found.status()).isEqualTo(Task.Status.RUNNING);
        TaskProcess exec = found.recoverExec(EXEC).orElseThrow();
        left.exec().input().write("word\n");
        assertThat(Running.end(exec).code()).isEqualTo(8);
        assertThat(left.exec().output().text()).isEqualTo("further word\n");
        left.task().input().write("word\n");
        assertThat(Running.end(found).code()).isEqualTo(3);
        assertThat(left.task().output().text()).isEqualTo("before\nafter word\n");
    }

    /** At some moment of the start: the program has begun, or it never will. */
    @Test
    void aStartThatIsKilledHasBegunOrNot() throws IOException {
        for (int micros : MOMENTS) {
            Left left = killAfter(
                    KilledWorker.FIRST,
                    KilledWorker.FURTHER,
                    progress -> LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(micros)));
            rig().reopen();
            Task found = driver().recover(BOX).orElseThrow();
            if (found.wasStarted()) {
                left.task().input().write("word\n");
                left.task().output().await("before\nafter word\n");
                assertThat(Running.end(found).code()).isEqualTo(3);
                found.delete();
            } else {
                Running.end(found);
                assertThat(left.task().output().text()).isEmpty();
                rig().reopen();
                Task again = driver().recover(BOX).orElseThrow();
                assertThat(again.wasStarted()).as("also later").isFalse();
                again.delete();
            }
        }
    }

    @Test
    void endsWithoutADaemonAreTold() throws IOException {
        Left left = startAndKill(KilledWorker.FIRST, KilledWorker.FURTHER);
        left.exec().input().write("word\n");
        left.exec().output().await("further word\n");
        left.task().input().write("word\n");
        left.task().output().await("after word\n");
        Waiting.until(
                Duration.ofSeconds(10),
                () -> "the group to be empty",
                () -> rig().cgroups().read("box", "cgroup.procs").orElse("").isEmpty());

        rig().reopen();

        Task found = driver().recover(BOX).orElseThrow();
        assertThat(found.wasStarted()).isTrue();
        assertThat(Running.end(found).code()).isEqualTo(3);
        assertThat(Running.end(found.recoverExec(EXEC).orElseThrow()).code()).isEqualTo(8);
        assertThat(left.task().output().text()).isEqualTo("before\nafter word\n");
        found.delete();
        assertThat(rig().cgroups().of("box")).isEmpty();
    }
}
