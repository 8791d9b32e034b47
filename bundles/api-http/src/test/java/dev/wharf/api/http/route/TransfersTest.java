package dev.wharf.api.http.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TransfersTest {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);

    /** One that goes on until it is told to end. */
    private CompletableFuture<Void> occupy(Transfers transfers) throws InterruptedException {
        CompletableFuture<Void> transfer = inBackground(transfers, () -> {
            begun.countDown();
            await(over);
        });
        begun.await();
        return transfer;
    }

    private static CompletableFuture<Void> inBackground(Transfers transfers, Transfers.Transfer transfer) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        transfers.run(1, transfer);
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                },
                work -> new Thread(work, "client").start());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theNextWaitsForAPlace() throws Exception {
        Transfers transfers = new Transfers(1, Duration.ofMinutes(1));
        CompletableFuture<Void> first = occupy(transfers);
        CompletableFuture<Void> next =
                inBackground(transfers, () -> assertThat(over.getCount()).isZero());

        over.countDown();

        first.join();
        next.join();
    }

    @Test
    void whoWaitsForLongIsRefused() throws Exception {
        Transfers transfers = new Transfers(1, Duration.ofMillis(10));
        CompletableFuture<Void> first = occupy(transfers);

        assertThatThrownBy(() -> transfers.run(1, () -> {}))
                .isInstanceOf(EngineException.Unavailable.class)
                .hasMessage("too many archives are being sent or taken at present; try again in a moment");

        over.countDown();
        first.join();
        transfers.run(1, () -> {});
    }

    @Test
    void aLargeOneTakesMorePlaces() throws Exception {
        Transfers transfers = new Transfers(4, Duration.ofMillis(10));
        CompletableFuture<Void> first = occupy(transfers);

        transfers.run(3, () -> {});
        assertThatThrownBy(() -> transfers.run(4, () -> {})).isInstanceOf(EngineException.Unavailable.class);

        over.countDown();
        first.join();
        transfers.run(4, () -> {});
    }

    @Test
    void whatFailsGivesItsPlaceBack() throws Exception {
        Transfers transfers = new Transfers(1, Duration.ofMillis(10));

        assertThatThrownBy(() -> transfers.run(1, () -> {
                    throw new IOException("the client is gone");
                }))
                .isInstanceOf(IOException.class);

        transfers.run(1, () -> {});
    }
}
