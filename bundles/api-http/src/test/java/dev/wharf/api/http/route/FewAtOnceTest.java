package dev.wharf.api.http.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FewAtOnceTest {
    @Test
    void allTasksRunOnFewThreads() throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(16);
        Executor few = new FewAtOnce(3).on(pool);
        AtomicInteger present = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(5000);

        for (int i = 0; i < 5000; i++) {
            few.execute(() -> {
                most.accumulateAndGet(present.incrementAndGet(), Math::max);
                present.decrementAndGet();
                done.countDown();
            });
        }

        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(most.get()).isBetween(1, 3);
        pool.shutdown();
    }
}
