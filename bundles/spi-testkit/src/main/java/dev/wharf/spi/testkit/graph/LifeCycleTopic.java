package dev.wharf.spi.testkit.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.spi.graph.GraphDriver;
import dev.wharf.spi.graph.SnapshotInfo;
import dev.wharf.spi.graph.SnapshotKey;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Opening, closing, and opening again. */
abstract class LifeCycleTopic extends GraphTopic {
    private static final SnapshotKey VIEW = new SnapshotKey("view");

    /** No driver can have it. */
    private interface UnknownCapability {}

    @Test
    void aFreshFolderHoldsNothing() {
        assertThat(driver().list()).isEmpty();
    }

    @Test
    void closingTwiceIsHarmless() {
        driver().close();

        rig().reopen();

        assertThat(driver().list()).isEmpty();
    }

    @Test
    void anotherOpenFindsAllSnapshots() throws IOException {
        List<SnapshotInfo> before = fill();

        rig().reopen();

        assertThat(driver().list()).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void whatIsThereIsFoundAlthoughNobodyClosedTheDriver() throws IOException {
        List<SnapshotInfo> before = fill();
        GraphDriver killed = driver();

        rig().reopenAfterKill();

        assertThat(driver().list()).containsExactlyInAnyOrderElementsOf(before);
        killed.close();
    }

    private List<SnapshotInfo> fill() throws IOException {
        rig().layer("base", NO_PARENT);
        rig().layer("top", Optional.of(BASE));
        driver().prepare(KEY, Optional.of(TOP));
        driver().view(VIEW, BASE);
        return driver().list();
    }

    @Test
    void anotherOpenTellsTheSameMounts() throws IOException {
        rig().layer("base", NO_PARENT);
        var mounts = driver().prepare(KEY, Optional.of(BASE));

        rig().reopen();

        assertThat(driver().mounts(KEY)).isEqualTo(mounts);
    }

    @Test
    void anotherOpenFindsTheContent() throws IOException {
        driver().prepare(KEY, NO_PARENT);
        new Tree(driver().writableFolder(KEY).path()).write("a/f", "content");

        rig().reopen();

        assertThat(new Tree(driver().writableFolder(KEY).path()).read("a/f")).isEqualTo("content");
    }

    @Test
    void workGoesOnAfterAnotherOpen() throws IOException {
        rig().layer("base", NO_PARENT);
        driver().prepare(KEY, Optional.of(BASE));

        rig().reopen();
        driver().commit(TOP, KEY);
        driver().prepare(KEY, Optional.of(TOP));
        driver().remove(KEY);
        driver().remove(TOP);
        driver().remove(BASE);

        assertThat(driver().list()).isEmpty();
    }

    @Test
    void whatWasRemovedStaysRemoved() throws IOException {
        rig().layer("base", NO_PARENT, tree -> tree.write("f", "x"));
        driver().prepare(KEY, Optional.of(BASE));
        driver().remove(KEY);

        rig().reopen();

        assertThat(driver().list()).extracting(SnapshotInfo::ref).containsExactly(BASE);
    }

    @Test
    void aCapabilityThatNobodyKnowsIsAbsent() {
        assertThat(driver().as(UnknownCapability.class)).isEmpty();
        assertThat(driver().as(GraphDriver.class)).isPresent();
    }
}
