package dev.wharf.spi.testkit.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.graph.SnapshotInfo;
import dev.wharf.spi.graph.SnapshotKey;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Parents and the order of removal. */
abstract class ParentsTopic extends GraphTopic {

    @Test
    void theParentIsTold() throws IOException {
        rig().layer("base", NO_PARENT);
        rig().layer("top", Optional.of(BASE));

        driver().prepare(KEY, Optional.of(TOP));

        assertThat(driver().stat(KEY)).flatMap(SnapshotInfo::parent).contains(TOP);
        assertThat(driver().stat(TOP)).flatMap(SnapshotInfo::parent).contains(BASE);
        assertThat(driver().stat(BASE)).flatMap(SnapshotInfo::parent).isEmpty();
    }

    @Test
    void removingALayerBelowALayerIsRefused() throws IOException {
        rig().layer("base", NO_PARENT);
        rig().layer("top", Optional.of(BASE));

        assertFails(Kind.IN_USE, () -> driver().remove(BASE));

        assertThat(driver().stat(BASE)).isPresent();
    }

    @Test
    void removingALayerBelowAnActiveSnapshotIsRefused() throws IOException {
        rig().layer("base", NO_PARENT);
        driver().prepare(KEY, Optional.of(BASE));

        assertFails(Kind.IN_USE, () -> driver().remove(BASE));

        assertThat(driver().stat(BASE)).isPresent();
    }

    @Test
    void removingALayerBelowAViewIsRefused() throws IOException {
        rig().layer("base", NO_PARENT);
        driver().view(KEY, BASE);

        assertFails(Kind.IN_USE, () -> driver().remove(BASE));

        assertThat(driver().stat(BASE)).isPresent();
    }

    @Test
    void aRefusalHoldsAfterAnotherOpen() throws IOException {
        rig().layer("base", NO_PARENT);
        driver().prepare(KEY, Optional.of(BASE));

        rig().reopen();

        assertFails(Kind.IN_USE, () -> driver().remove(BASE));
    }

    @Test
    void fromTheTopAllCanBeRemoved() throws IOException {
        rig().layer("base", NO_PARENT);
        rig().layer("top", Optional.of(BASE));
        driver().prepare(KEY, Optional.of(TOP));
        driver().view(new SnapshotKey("view"), TOP);

        driver().remove(KEY);
        driver().remove(new SnapshotKey("view"));
        driver().remove(TOP);
        driver().remove(BASE);

        assertThat(driver().list()).isEmpty();
    }

    @Test
    void removingOneOfTwoChildrenLeavesTheOther() throws IOException {
        rig().layer("base", NO_PARENT);
        rig().layer("top", Optional.of(BASE), tree -> tree.write("f", "x"));
        driver().prepare(KEY, Optional.of(BASE));

        driver().remove(KEY);

        assertThat(driver().stat(BASE)).isPresent();
        assertThat(new Tree(driver().writableFolder(TOP).path()).read("f")).isEqualTo("x");
    }
}
