package dev.wharf.spi.testkit.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.spi.exec.Task;
import dev.wharf.spi.exec.TaskId;
import dev.wharf.spi.exec.TaskProcess;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many tasks at once. */
abstract class CrowdsTopic extends ExecutionTopic {
    private static final int THREADS = 4;
    private static final int TASKS = 12;

    /** How often one tries to be found twice. */
    private static final int ROUNDS = 20;

    /** Runs all on a few threads. */
    private static <T> List<T> together(List<Callable<T>> work) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> each : threads.invokeAll(work)) {
                results.add(each.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    /** What several threads get that ask at the same moment. */
    private static <T> Set<T> sameTime(Callable<T> work) throws InterruptedException, ExecutionException {
        var gate = new CyclicBarrier(THREADS);
        return Set.copyOf(together(Collections.nCopies(THREADS, () -> {
            gate.await();
            return work.call();
        })));
    }

    @Test
    void tasksAreMadeRunAndDeletedAtOnce() throws Exception {
        List<Callable<Integer>> work = IntStream.range(0, TASKS)
                .mapToObj(number -> {
                    Box box = Box.of(Command.shell("exit " + number)).id("box" + number);
                    Streams streams = rig().streams(box.command());
                    return (Callable<Integer>) () -> {
                        Task task = driver().create(
                                        box.spec(rig().root(), rig().cgroups().parent()), streams.stdio());
                        task.start();
                        int code = Running.end(task).code();
                        task.delete();
                        return code;
                    };
                })
                .toList();

        assertThat(together(work))
                .containsExactlyElementsOf(IntStream.range(0, TASKS).boxed().toList());
        assertThat(driver().list()).isEmpty();
    }

    @Test
    void processesAreStartedInOneTaskAtOnce() throws Exception {
        Running<Task> box = rig().start(Command.of("sleep", "1000"));
        List<Callable<Integer>> work = IntStream.range(0, TASKS)
                .mapToObj(number -> {
                    Command command = Command.shell("exit " + number);
                    Streams streams = rig().streams(command);
                    return (Callable<Integer>) () -> {
                        TaskProcess exec =
                                box.process().exec(new TaskId("e" + number), command.spec(), streams.stdio());
                        int code = Running.end(exec).code();
                        exec.delete();
                        return code;
                    };
                })
                .toList();

        assertThat(together(work))
                .containsExactlyElementsOf(IntStream.range(0, TASKS).boxed().toList());
        assertThat(box.process().execs()).isEmpty();
    }

    /** Two objects of one task would take the news from one another. */
    @Test
    void aTaskIsFoundOnceByMany() throws Exception {
        Running<Task> box = rig().start(Command.shell("read x; exit 4").input());
        TaskId id = box.process().id();
        Set<Task> found = Set.of();

        for (int round = 0; round < ROUNDS; round++) {
            rig().reopen();
            found = sameTime(() -> driver().recover(id).orElseThrow());
            assertThat(found).hasSize(1);
        }

        box.type("\n");
        assertThat(Running.end(found.iterator().next()).code()).isEqualTo(4);
    }

    @Test
    void aProcessIsFoundOnceByMany() throws Exception {
        Running<Task> box = rig().start(Command.of("sleep", "1000"));
        TaskId id = rig().exec(box, "e", Command.of("sleep", "1000")).process().id();

        for (int round = 0; round < ROUNDS; round++) {
            rig().reopen();
            Task task = driver().recover(box.process().id()).orElseThrow();
            Set<TaskProcess> found = sameTime(() -> task.recoverExec(id).orElseThrow());
            assertThat(found).hasSize(1);
        }
    }

    @Test
    void oneTaskEndsWhileOthersRun() {
        Running<Task> one = rig().start(Box.of(Command.of("sleep", "1000")).id("one"));
        Running<Task> two =
                rig().start(Box.of(Command.shell("read x; exit 4").input()).id("two"));

        one.process().signalAll(SIGKILL);
        one.end();
        one.process().delete();

        assertThat(two.process().status()).isEqualTo(Task.Status.RUNNING);
        two.type("\n");
        assertThat(two.end().code()).isEqualTo(4);
    }
}
