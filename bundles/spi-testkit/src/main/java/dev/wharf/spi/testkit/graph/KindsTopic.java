package dev.wharf.spi.testkit.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.graph.LayerId;
import dev.wharf.spi.graph.SnapshotInfo;
import dev.wharf.spi.graph.SnapshotKey;
import dev.wharf.spi.testkit.FakeContext;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Active snapshots, views and committed layers. */
abstract class KindsTopic extends GraphTopic {

    @Test
    void aPreparedSnapshotIsActive() {
        driver().prepare(KEY, NO_PARENT);

        assertThat(driver().stat(KEY))
                .contains(new SnapshotInfo(KEY, SnapshotInfo.Kind.ACTIVE, NO_PARENT, FakeContext.NOW));
    }

    @Test
    void aCommittedLayerIsCommitted() throws IOException {
        rig().layer("base", NO_PARENT);

        assertThat(driver().stat(BASE))
                .contains(new SnapshotInfo(BASE, SnapshotInfo.Kind.COMMITTED, NO_PARENT, FakeContext.NOW));
    }

    @Test
    void aViewIsAView() throws IOException {
        rig().layer("base", NO_PARENT);

        driver().view(KEY, BASE);

        assertThat(driver().stat(KEY)).map(SnapshotInfo::kind).contains(SnapshotInfo.Kind.VIEW);
        assertThat(driver().stat(KEY)).flatMap(SnapshotInfo::parent).contains(BASE);
    }

    @Test
    void commitTakesTheKeyAway() {
        driver().prepare(KEY, NO_PARENT);

        driver().commit(BASE, KEY);

        assertThat(driver().stat(KEY)).isEmpty();
        assertFails(Kind.NOT_FOUND, () -> driver().mounts(KEY));
    }

    @Test
    void aKeyIsFreeAgainAfterCommitAndAfterRemoval() {
        driver().prepare(KEY, NO_PARENT);
        driver().commit(BASE, KEY);

        driver().prepare(KEY, Optional.of(BASE));
        driver().remove(KEY);
        driver().view(KEY, BASE);
        driver().remove(KEY);
        driver().prepare(KEY, NO_PARENT);

        assertThat(driver().stat(KEY)).flatMap(SnapshotInfo::parent).isEmpty();
    }

    @Test
    void aLayerIdIsFreeAgainAfterRemoval() throws IOException {
        rig().layer("base", NO_PARENT, tree -> tree.write("old", "x"));
        driver().remove(BASE);

        rig().layer("base", NO_PARENT, tree -> tree.write("new", "x"));

        assertThat(new Tree(driver().writableFolder(BASE).path()).names("")).containsExactly("new");
    }

    @Test
    void aViewCannotBeCommitted() throws IOException {
        rig().layer("base", NO_PARENT);
        driver().view(KEY, BASE);

        assertFails(Kind.FAILED_PRECONDITION, () -> driver().commit(TOP, KEY));

        assertThat(driver().stat(KEY)).isPresent();
        assertThat(driver().stat(TOP)).isEmpty();
    }

    @Test
    void anActiveSnapshotIsNobodysParent() {
        driver().prepare(KEY, NO_PARENT);

        var other = new SnapshotKey("other");

        assertFails(Kind.NOT_FOUND, () -> driver().prepare(other, Optional.of(new LayerId(KEY.value()))));
    }

    @Test
    void keyAndLayerOfOneTextAreTwoSnapshots() throws IOException {
        LayerId same = rig().layer(KEY.value(), NO_PARENT);

        driver().prepare(KEY, Optional.of(same));

        assertThat(driver().list()).extracting(SnapshotInfo::ref).containsExactlyInAnyOrder(same, KEY);
    }

    @Test
    void theMountsAreToldAgain() throws IOException {
        rig().layer("base", NO_PARENT);

        var mounts = driver().prepare(KEY, Optional.of(BASE));

        assertThat(mounts).isNotEmpty();
        assertThat(driver().mounts(KEY)).isEqualTo(mounts);
    }

    @Test
    void theMountsOfAViewAreToldAgain() throws IOException {
        rig().layer("base", NO_PARENT);

        var mounts = driver().view(KEY, BASE);

        assertThat(mounts).isNotEmpty();
        assertThat(driver().mounts(KEY)).isEqualTo(mounts);
    }
}
