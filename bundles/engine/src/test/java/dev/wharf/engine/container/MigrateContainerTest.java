package dev.wharf.engine.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.recovery.Recovery;
import dev.wharf.engine.root.RootUse;
import dev.wharf.engine.testing.FakeRegistry;
import dev.wharf.engine.testing.InMemoryGraphDriver;
import dev.wharf.spi.graph.LayerId;
import dev.wharf.spi.graph.SnapshotKey;
import dev.wharf.store.Durability;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrateContainerTest {
    @TempDir
    Path root;

    private final InMemoryGraphDriver other = new InMemoryGraphDriver();
    private Rig rig;
    private String id;

    /** What a kill of the daemon looks like from inside: nothing that follows happens. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    @BeforeEach
    void setUp() {
        rig = new Rig(root);
        rig.drivers().graph().arrive("other", other);
        id = rig.create("sleep");
    }

    @Test
    void theContainerIsInTheOtherDriverAlone() {
        rig.changes().migrate(id, "other");

        assertThat(rig.containers().inspect(id).graphDriver()).isEqualTo("other");
        assertThat(other.keys()).containsExactly(id);
        assertThat(rig.graph().keys()).isEmpty();
        assertThat(rig.store().transactions()).endsWith(Durability.POWER_LOSS);
        assertThat(rig.restarted().containers().inspect(id).graphDriver()).isEqualTo("other");
    }

    @Test
    void theContainerStartsThere() {
        rig.changes().migrate(id, "other");

        rig.lifecycle().start(id);

        assertThat(rig.state(id)).isEqualTo(ContainerState.RUNNING);
    }

    @Test
    void movingItToWhereItIsSucceeds() {
        rig.changes().migrate(id, "memory");

        assertThat(rig.graph().keys()).containsExactly(id);
    }

    @Test
    void aRunningContainerStaysWhereItIs() {
        rig.lifecycle().start(id);

        assertThatThrownBy(() -> rig.changes().migrate(id, "other")).isInstanceOf(EngineException.Conflict.class);

        assertThat(other.keys()).isEmpty();
    }

    @Test
    void aContainerWhoseFilesAreReadStaysWhereItIs() {
        RootUse use = rig.roots().use(id);

        assertThatThrownBy(() -> rig.changes().migrate(id, "other"))
                .isInstanceOf(EngineException.Conflict.class)
                .hasMessageContaining("its files are being copied");

        use.close();
        rig.changes().migrate(id, "other");
        assertThat(other.keys()).containsExactly(id);
    }

    @Test
    void anUnknownDriverIsNotFound() {
        assertThatThrownBy(() -> rig.changes().migrate(id, "nosuch"))
                .isInstanceOf(EngineException.NotFound.class)
                .hasMessageContaining("nosuch");
    }

    @Test
    void aCopyThatFailsLeavesItWhereItWas() {
        rig.layers().meanwhile(() -> {
            other.remove(new SnapshotKey(id)); // as the contract asks
            throw new EngineException.Internal("no space left on device");
        });

        assertThatThrownBy(() -> rig.changes().migrate(id, "other")).hasMessage("no space left on device");

        assertThat(rig.containers().inspect(id).graphDriver()).isEqualTo("memory");
        assertThat(rig.graph().keys()).containsExactly(id);
        assertThat(other.keys()).isEmpty();
    }

    @Test
    void aRecordThatCannotBeStoredTakesTheCopyBack() {
        rig.store().fill(true);

        assertThatThrownBy(() -> rig.changes().migrate(id, "other")).isInstanceOf(EngineException.Internal.class);

        rig.store().fill(false);
        assertThat(rig.containers().inspect(id).graphDriver()).isEqualTo("memory");
        assertThat(rig.graph().keys()).containsExactly(id);
        assertThat(other.keys()).isEmpty();
    }

    @Test
    void aKillBeforeTheRecordLeavesTheContainerAndSweepsTheCopy() {
        other.prepare(new SnapshotKey(id), Optional.of(new LayerId("layer"))); // the copy, and then the kill

        Rig after = recovered();

        assertThat(after.containers().inspect(id).graphDriver()).isEqualTo("memory");
        assertThat(after.graph().keys()).containsExactly(id);
        assertThat(other.keys()).isEmpty();
    }

    @Test
    void aKillAfterTheRecordMovesTheContainerAndSweepsTheOld() {
        rig.graph().failRemovals(true); // as if nothing came after the record
        rig.changes().migrate(id, "other");
        rig.graph().failRemovals(false);

        Rig after = recovered();

        assertThat(after.containers().inspect(id).graphDriver()).isEqualTo("other");
        assertThat(after.graph().keys()).isEmpty();
        assertThat(other.keys()).containsExactly(id);
    }

    @Test
    void whatAnEarlierAttemptLeftDoesNotStandInTheWay() {
        other.prepare(new SnapshotKey(id), Optional.of(new LayerId("layer")));

        rig.changes().migrate(id, "other");

        assertThat(rig.containers().inspect(id).graphDriver()).isEqualTo("other");
    }

    @Test
    void aKillAmidTheCopyLeavesTheContainer() {
        rig.layers().meanwhile(() -> {
            throw new Killed();
        });
        assertThatThrownBy(() -> rig.changes().migrate(id, "other")).isInstanceOf(Killed.class);

        Rig after = recovered();

        assertThat(after.containers().inspect(id).graphDriver()).isEqualTo("memory");
        assertThat(other.keys()).isEmpty();
    }

    @Test
    void aSweepLeavesAContainerThatIsJustBeingMoved() {
        rig.layers().meanwhile(() -> {
            FakeRegistry arrived = new FakeRegistry();
            arrived.graph().arrive("other", other);
            Thread arrival = new Thread(() -> new Recovery(rig.table, arrived, rig.adoption()).close(), "arrival");
            arrival.start();
            join(arrival);
        });

        rig.changes().migrate(id, "other");

        assertThat(other.keys()).containsExactly(id);
    }

    @Test
    void aContainerOfAnAbsentDriverIsListedAndCannotBeStarted() {
        rig.changes().migrate(id, "other");
        rig.drivers().graph().leave("other");

        assertThat(rig.containers().inspect(id).graphDetails()).isEmpty();
        assertThat(rig.containers().inspect(id).graphDriver()).isEqualTo("other");
        assertThatThrownBy(() -> rig.lifecycle().start(id)).isInstanceOf(EngineException.Unavailable.class);
        assertThatThrownBy(() -> rig.changes().migrate(id, "memory")).isInstanceOf(EngineException.Unavailable.class);
    }

    private Rig recovered() {
        Rig after = rig.restarted();
        after.drivers().graph().arrive("memory", rig.graph());
        after.drivers().graph().arrive("other", other);
        after.drivers().execution().arrive("fake", rig.execution());
        new Recovery(after.table(), after.drivers(), after.adoption()).close();
        return after;
    }

    private static void join(Thread thread) {
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
