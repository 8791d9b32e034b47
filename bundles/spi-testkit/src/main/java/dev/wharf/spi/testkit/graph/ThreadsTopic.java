package dev.wharf.spi.testkit.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.graph.LayerId;
import dev.wharf.spi.graph.SnapshotKey;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Two threads, different keys; interruption. */
abstract class ThreadsTopic extends GraphTopic {
    private static final int THREADS = 2;
    private static final int ROUNDS = 10;
    private static final int FILES = 300;
    private static final long MOST_SECONDS = 60;

    /** A second, and some for a host that is busy. */
    private static final Duration SOON = Duration.ofSeconds(2);

    @Test
    void threadsWorkOnDifferentKeysAtOnce() throws Exception {
        rig().layer("base", NO_PARENT, tree -> tree.write("f", "x"));
        var start = new CyclicBarrier(THREADS);
        List<FutureTask<Boolean>> running = new ArrayList<>();

        for (int i = 0; i < THREADS; i++) {
            running.add(started(rounds(i, start)));
        }
        for (FutureTask<Boolean> each : running) {
            each.get(MOST_SECONDS, TimeUnit.SECONDS);
        }

        assertThat(driver().list()).hasSize(1 + THREADS * ROUNDS);
        rig().reopen();
        assertThat(driver().list()).hasSize(1 + THREADS * ROUNDS);
    }

    private Callable<Boolean> rounds(int thread, CyclicBarrier start) {
        return () -> {
            start.await();
            for (int i = 0; i < ROUNDS; i++) {
                var key = new SnapshotKey("key-" + thread + "-" + i);
                driver().prepare(key, Optional.of(BASE));
                driver().commit(new LayerId("layer-" + thread + "-" + i), key);
                driver().prepare(key, Optional.of(BASE));
                driver().usage(key);
                driver().remove(key);
            }
            return true;
        };
    }

    @Test
    void ofTwoThreadsThatPrepareOneKeyOneIsRefused() throws Exception {
        var start = new CyclicBarrier(THREADS);
        List<FutureTask<Boolean>> running = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            running.add(started(() -> {
                start.await();
                return isPrepared();
            }));
        }

        int prepared = 0;
        for (FutureTask<Boolean> each : running) {
            prepared += each.get(MOST_SECONDS, TimeUnit.SECONDS) ? 1 : 0;
        }

        assertThat(prepared).isOne();
    }

    private boolean isPrepared() {
        try {
            driver().prepare(KEY, NO_PARENT);
            return true;
        } catch (DriverException e) {
            assertThat(e.kind()).isEqualTo(Kind.ALREADY_EXISTS);
            return false;
        }
    }

    @Test
    void aPrepareThatIsInterruptedLeavesAllOrNothing() throws Exception {
        manyFiles();

        boolean ended = endsSoon(() -> driver().prepare(KEY, Optional.of(BASE)));

        assertThat(driver().stat(KEY).isPresent()).isEqualTo(ended);
        if (ended) {
            driver().remove(KEY);
        }
        driver().prepare(KEY, Optional.of(BASE));
        assertThat(driver().stat(KEY)).isPresent();
    }

    @Test
    void countingUsageEndsSoonAfterAnInterruption() throws Exception {
        manyFiles();

        endsSoon(() -> driver().usage(BASE));

        assertThat(driver().usage(BASE).inodes()).isGreaterThanOrEqualTo(FILES);
    }

    private void manyFiles() throws IOException {
        rig().layer("base", NO_PARENT, tree -> {
            for (int i = 0; i < FILES; i++) {
                tree.write("d" + i % 10 + "/f" + i, "x");
            }
        });
    }

    /** Calls on a thread that is interrupted; tells whether the call succeeded. Any other end than CANCELLED fails. */
    private boolean endsSoon(Runnable call) throws Exception {
        var called = new CountDownLatch(1);
        var task = new FutureTask<>(() -> {
            Thread.currentThread().interrupt();
            called.countDown();
            call.run();
            return true;
        });
        FutureTask<Boolean> running = started(task);
        called.await();
        try {
            return running.get(SOON.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("the call goes on after the interruption", e);
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOfSatisfying(DriverException.class, failure -> assertThat(failure.kind())
                    .isEqualTo(Kind.CANCELLED));
            return false;
        }
    }

    private static FutureTask<Boolean> started(Callable<Boolean> work) {
        return started(new FutureTask<>(work));
    }

    private static FutureTask<Boolean> started(FutureTask<Boolean> task) {
        var thread = new Thread(task, "conformance");
        thread.setDaemon(true);
        thread.start();
        return task;
    }
}
