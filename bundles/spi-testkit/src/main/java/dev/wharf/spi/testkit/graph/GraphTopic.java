package dev.wharf.spi.testkit.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.graph.GraphDriver;
import dev.wharf.spi.graph.LayerId;
import dev.wharf.spi.graph.SnapshotKey;
import dev.wharf.spi.testkit.TreeOwner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Tests of one topic. Each has a rig of its own. */
abstract class GraphTopic implements TreeOwner {
    static final SnapshotKey KEY = new SnapshotKey("key");
    static final LayerId BASE = new LayerId("base");
    static final LayerId TOP = new LayerId("top");
    static final Optional<LayerId> NO_PARENT = Optional.empty();

    private Rig rig;

    abstract GraphDriverConformance suite();

    @BeforeEach
    void openRig() throws IOException {
        rig = new Rig(suite(), below());
    }

    /** How far below its fresh folder a test works. */
    String below() {
        return "";
    }

    @AfterEach
    void closeRig() {
        rig.close();
    }

    Rig rig() {
        return rig;
    }

    GraphDriver driver() {
        return rig.driver();
    }

    @Override
    public Path tree() {
        return rig.folder();
    }

    static void assertFails(DriverException.Kind kind, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(DriverException.class, e -> assertThat(e.kind())
                .as(e.getMessage())
                .isEqualTo(kind));
    }
}
