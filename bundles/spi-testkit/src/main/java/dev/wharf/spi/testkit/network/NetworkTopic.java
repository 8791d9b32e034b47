package dev.wharf.spi.testkit.network;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.network.NetworkDriver;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** Tests of one topic. Each has a rig of its own. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class NetworkTopic {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private Rig rig;

    abstract NetworkDriverConformance suite();

    @BeforeEach
    void openRig() throws IOException {
        rig = new Rig(suite());
    }

    @AfterEach
    void closeRig() throws IOException {
        rig.close();
    }

    Rig rig() {
        return rig;
    }

    NetworkDriver driver() {
        return rig.driver();
    }

    boolean has(NetworkFeature feature) {
        return suite().has(feature);
    }

    /** Waits for what the kernel does in the background. */
    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                Assertions.fail("in vain awaited: " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    static void assertFails(DriverException.Kind kind, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(DriverException.class, e -> Assertions.assertThat(e.kind())
                .as(e.getMessage())
                .isEqualTo(kind));
    }
}
