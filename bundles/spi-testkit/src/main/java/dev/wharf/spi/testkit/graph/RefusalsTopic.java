package dev.wharf.spi.testkit.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.graph.SnapshotInfo;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is refused, and with which kind of error. */
abstract class RefusalsTopic extends GraphTopic {

    @Test
    void preparingAKeyTwiceIsRefused() throws IOException {
        driver().prepare(KEY, NO_PARENT);
        new Tree(driver().writableFolder(KEY).path()).write("f", "x");

        assertFails(Kind.ALREADY_EXISTS, () -> driver().prepare(KEY, NO_PARENT));

        assertThat(new Tree(driver().writableFolder(KEY).path()).read("f")).isEqualTo("x");
    }

    @Test
    void aViewOfAKeyThatIsThereIsRefused() throws IOException {
        rig().layer("base", NO_PARENT);
        driver().prepare(KEY, Optional.of(BASE));

        assertFails(Kind.ALREADY_EXISTS, () -> driver().view(KEY, BASE));

        assertThat(driver().stat(KEY)).map(SnapshotInfo::kind).contains(SnapshotInfo.Kind.ACTIVE);
    }

    @Test
    void preparingTheKeyOfAViewIsRefused() throws IOException {
        rig().layer("base", NO_PARENT);
        driver().view(KEY, BASE);

        assertFails(Kind.ALREADY_EXISTS, () -> driver().prepare(KEY, Optional.of(BASE)));

        assertFails(Kind.FAILED_PRECONDITION, () -> driver().writableFolder(KEY));
    }

    @Test
    void committingToALayerThatIsThereIsRefused() throws IOException {
        rig().layer("base", NO_PARENT, tree -> tree.write("f", "old"));
        driver().prepare(KEY, NO_PARENT);

        assertFails(Kind.ALREADY_EXISTS, () -> driver().commit(BASE, KEY));

        assertThat(driver().stat(KEY)).isPresent();
        assertThat(new Tree(driver().writableFolder(BASE).path()).read("f")).isEqualTo("old");
    }

    @Test
    void preparingOnAnAbsentLayerIsRefusedAndLeavesNothing() {
        assertFails(Kind.NOT_FOUND, () -> driver().prepare(KEY, Optional.of(BASE)));

        assertThat(driver().list()).isEmpty();
    }

    @Test
    void aViewOfAnAbsentLayerIsRefusedAndLeavesNothing() {
        assertFails(Kind.NOT_FOUND, () -> driver().view(KEY, BASE));

        assertThat(driver().list()).isEmpty();
    }

    @Test
    void mountsOfAnAbsentKeyAreNotFound() {
        assertFails(Kind.NOT_FOUND, () -> driver().mounts(KEY));
    }

    @Test
    void committingAnAbsentKeyIsRefused() {
        assertFails(Kind.NOT_FOUND, () -> driver().commit(BASE, KEY));

        assertThat(driver().stat(BASE)).isEmpty();
    }

    @Test
    void theUsageOfAnAbsentSnapshotIsNotFound() {
        assertFails(Kind.NOT_FOUND, () -> driver().usage(KEY));
        assertFails(Kind.NOT_FOUND, () -> driver().usage(BASE));
    }

    @Test
    void detailsOfAnAbsentSnapshotAreNotFound() {
        assertFails(Kind.NOT_FOUND, () -> driver().details(KEY));
        assertFails(Kind.NOT_FOUND, () -> driver().details(BASE));
    }

    @Test
    void theFolderOfAnAbsentSnapshotIsNotFound() {
        assertFails(Kind.NOT_FOUND, () -> driver().writableFolder(KEY));
        assertFails(Kind.NOT_FOUND, () -> driver().writableFolder(BASE));
    }

    @Test
    void aViewHasNoWritableFolder() throws IOException {
        rig().layer("base", NO_PARENT);
        driver().view(KEY, BASE);

        assertFails(Kind.FAILED_PRECONDITION, () -> driver().writableFolder(KEY));
    }

    @Test
    void lookingUpWhatIsAbsentIsEmpty() {
        assertThat(driver().stat(KEY)).isEmpty();
        assertThat(driver().stat(BASE)).isEmpty();
    }

    @Test
    void removingWhatIsAbsentSucceeds() {
        driver().remove(KEY);
        driver().remove(BASE);

        assertThat(driver().list()).isEmpty();
    }

    @Test
    void aRefusalNamesTheObject() {
        assertThatThrownBy(() -> driver().mounts(KEY)).hasMessageContaining(KEY.value());
    }
}
