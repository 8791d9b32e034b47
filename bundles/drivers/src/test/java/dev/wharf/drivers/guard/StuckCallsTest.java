package dev.wharf.drivers.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.exec.ExecutionDriver;
import dev.wharf.spi.exec.Task;
import dev.wharf.spi.exec.TaskId;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class StuckCallsTest {
    private static final TaskId ONE = new TaskId("one");

    private final FakeExec fake = new FakeExec();
    private final Guard guard = new Guard("exec", "x", Clock.systemUTC());
    private final ExecutionDriver driver = guard.guarded(ExecutionDriver.class, fake);
    private final Semaphore inside = new Semaphore(0);
    private final CountDownLatch mayGo = new CountDownLatch(1);
    private final AtomicBoolean interrupted = new AtomicBoolean();

    @AfterEach
    void letGo() {
        mayGo.countDown();
        guard.close();
    }

    /** Hangs, and does not care for interruption. */
    private void hang() {
        inside.release();
        boolean isOpen = false;
        while (!isOpen) {
            try {
                mayGo.await();
                isOpen = true;
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
        }
    }

    private CompletableFuture<?> asking(Runnable call) {
        return CompletableFuture.runAsync(call, work -> new Thread(work, "asking").start());
    }

    private void hurryUntilDone(CompletableFuture<?> call) {
        guard.hurry(Duration.ofMillis(1));
        eventually(call::isDone);
    }

    private static void eventually(BooleanSupplier fact) {
        while (!fact.getAsBoolean() && !Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
        }
    }

    private static void failedWith(CompletableFuture<?> call, Kind kind, String message) {
        assertThatThrownBy(call::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(DriverException.class, error -> {
                    assertThat(error.kind()).isEqualTo(kind);
                    assertThat(error).hasMessage(message);
                });
    }

    private void hangInStatus() throws Exception {
        fake.status = () -> {
            hang();
            return List.of();
        };
        var call = asking(driver::status);
        inside.acquire();
        hurryUntilDone(call);
        failedWith(call, Kind.UNAVAILABLE, "exec driver \"x\" did not answer status within 30 s");
    }

    @Test
    void aCallThatHangsIsGivenUpInterruptedAndCountedUntilItComesBack() throws Exception {
        hangInStatus();

        assertThat(guard.stuck()).isOne();
        assertThat(guard.health().errors()).isOne();
        assertThat(guard.health().lastError())
                .hasValueSatisfying(error -> assertThat(error.call()).isEqualTo("status"));
        mayGo.countDown();
        eventually(() -> guard.stuck() == 0);
        assertThat(interrupted).isTrue();
        assertThat(driver.status()).isEmpty();
    }

    @Test
    void whileACallIsStuckOthersHaveToAnswerSooner() throws Exception {
        hangInStatus();
        fake.listing = () -> {
            hang();
            return List.of();
        };

        var call = asking(driver::list);
        inside.acquire();
        hurryUntilDone(call);

        failedWith(call, Kind.UNAVAILABLE, "exec driver \"x\" did not answer list within 2 s");
        assertThat(driver.recover(ONE)).isPresent();
        assertThat(guard.stuck()).isEqualTo(2);
    }

    @Test
    void withManyStuckCallsOthersAreRefusedAtOnce() throws Exception {
        hangInStatus();
        while (guard.stuck() < 16) {
            var call = asking(driver::status);
            inside.acquire();
            hurryUntilDone(call);
        }

        assertThatThrownBy(driver::list)
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("exec driver \"x\" does not answer: 16 calls are stuck in it;")
                .hasMessageContaining("restart the daemon");
        driver.close();
        assertThat(fake.done).containsExactly("close");
    }

    @Test
    void anInterruptOfTheCallerReachesTheDriverWhoseAnswerCounts() throws Exception {
        fake.status = () -> {
            inside.release();
            try {
                mayGo.await();
                return List.of();
            } catch (InterruptedException e) {
                throw new DriverException(Kind.CANCELLED, "interrupted", e);
            }
        };
        var flag = new CompletableFuture<Boolean>();
        var failure = new CompletableFuture<DriverException>();
        var caller = new Thread(
                () -> {
                    try {
                        driver.status();
                    } catch (DriverException e) {
                        failure.complete(e);
                    }
                    flag.complete(Thread.currentThread().isInterrupted());
                },
                "caller");
        caller.start();
        inside.acquire();

        caller.interrupt();

        assertThat(failure.get().kind()).isEqualTo(Kind.CANCELLED);
        assertThat(flag.get()).isTrue();
        assertThat(guard.health().errors()).isZero();
        assertThat(guard.stuck()).isZero();
    }

    @Test
    void whatIsHandedOutTooLateIsTakenBack() throws Exception {
        Task task = driver.recover(ONE).orElseThrow();
        fake.task.starting = this::hang;
        var root = asking(task::root);
        var process = asking(() -> task.exec(new TaskId("two"), FakeFaults.process(), FakeFaults.stdio()));
        inside.acquire(2);
        hurryUntilDone(root);
        hurryUntilDone(process);

        mayGo.countDown();
        eventually(() -> guard.stuck() == 0 && fake.done.size() == 2);

        assertThat(fake.done).contains("root closed").anyMatch(done -> done.startsWith("signal 9"));
    }

    @Test
    void theCallersOfADriverThatLeavesAreToldAtOnce() throws Exception {
        fake.status = () -> {
            hang();
            return List.of();
        };
        var call = asking(driver::status);
        inside.acquire();

        guard.giveUp("left while this call was under way; try again");

        failedWith(call, Kind.UNAVAILABLE, "exec driver \"x\" left while this call was under way; try again");
        assertThat(guard.stuck()).isOne();
    }

    @Test
    void aCallOnTheThreadOfItsCallerEndsWithTheDriverToo() throws Exception {
        fake.ending = () -> {
            inside.release();
            try {
                mayGo.await();
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
            return fake.exit;
        };
        Task task = driver.recover(ONE).orElseThrow();
        var flag = new AtomicBoolean(true);
        var call = asking(() -> {
            try {
                var unused = task.exit();
            } finally {
                flag.set(Thread.currentThread().isInterrupted());
            }
        });
        inside.acquire();

        guard.giveUp("left; try again");

        failedWith(call, Kind.UNAVAILABLE, "exec driver \"x\" left; try again");
        assertThat(interrupted).isTrue();
        assertThat(flag).isFalse();
        assertThat(guard.stuck()).isZero();
    }
}
