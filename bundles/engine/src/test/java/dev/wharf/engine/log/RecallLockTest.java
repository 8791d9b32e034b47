package dev.wharf.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class RecallLockTest {
    private final AtomicInteger lettings = new AtomicInteger();
    private final RecallLock lock = new RecallLock(lettings::incrementAndGet);

    @Test
    void aLockThatNobodyHoldsLetsGoAtOnce() {
        lock.recall();

        assertThat(lettings).hasValue(1);
    }

    @Test
    void whoHoldsItLetsGoWhenHeIsDone() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch recalled = new CountDownLatch(1);
        Thread holder = new Thread(
                () -> lock.locked(() -> {
                    inside.countDown();
                    await(recalled);
                    return lettings.get();
                }),
                "holder");
        holder.start();
        await(inside);

        lock.recall();
        int whileHeld = lettings.get();
        recalled.countDown();
        holder.join();

        assertThat(whileHeld).isZero();
        assertThat(lettings).hasValue(1);
    }

    @Test
    void nothingIsLetGoInTheMiddleOfWorkOnTheSameThread() {
        int during = lock.locked(() -> {
            lock.recall();
            lock.locked(() -> true);
            return lettings.get();
        });

        assertThat(during).isZero();
        assertThat(lettings).hasValue(1);
    }

    @Test
    void oneRecallLetsGoOnce() {
        lock.recall();
        lock.locked(() -> true);

        assertThat(lettings).hasValue(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(5, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
