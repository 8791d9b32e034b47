package dev.wharf.spi.testkit.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.exec.ExecutionDriver;
import dev.wharf.spi.testkit.TreeOwner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** Tests of one topic. Each has a rig of its own. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class ExecutionTopic implements TreeOwner {
    static final int SIGKILL = 9;
    static final int SIGTERM = 15;

    private Rig rig;

    abstract ExecutionDriverConformance suite();

    @BeforeEach
    void openRig() throws IOException {
        rig = new Rig(suite());
    }

    @AfterEach
    void closeRig() {
        rig.close();
    }

    Rig rig() {
        return rig;
    }

    ExecutionDriver driver() {
        return rig.driver();
    }

    boolean has(ExecutionFeature feature) {
        return suite().has(feature);
    }

    @Override
    public Path tree() {
        return rig.folder().resolve("run");
    }

    static void assertFails(DriverException.Kind kind, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(DriverException.class, e -> assertThat(e.kind())
                .as(e.getMessage())
                .isEqualTo(kind));
    }
}
