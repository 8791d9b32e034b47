package dev.wharf.spi.testkit.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.spi.graph.WritableFolder;
import dev.wharf.spi.graph.WritableFolder.Whiteouts;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Folders that are written without a mount. */
abstract class FoldersTopic extends GraphTopic {

    @Test
    void theStyleIsTheOneThatWasStated() throws IOException {
        rig().layer("base", NO_PARENT);
        driver().prepare(KEY, Optional.of(BASE));

        assertThat(driver().writableFolder(KEY).whiteouts()).isEqualTo(suite().whiteouts());
        assertThat(driver().writableFolder(BASE).whiteouts()).isEqualTo(suite().whiteouts());
    }

    @Test
    void theFolderIsThereAndAbsolute() {
        driver().prepare(KEY, NO_PARENT);

        assertThat(driver().writableFolder(KEY).path()).isAbsolute().isDirectory();
    }

    @Test
    void theFolderStaysWhereItIsUntilCommit() throws IOException {
        driver().prepare(KEY, NO_PARENT);
        WritableFolder before = driver().writableFolder(KEY);

        rig().layer("base", NO_PARENT);

        assertThat(driver().writableFolder(KEY)).isEqualTo(before);
    }

    @Test
    void whatIsWrittenThereIsCommitted() throws IOException {
        rig().layer("base", NO_PARENT, tree -> tree.write("a/f", "content"));

        assertThat(new Tree(driver().writableFolder(BASE).path()).read("a/f")).isEqualTo("content");
    }

    @Test
    void aFreshFolderHoldsTheWholeTreeOrNothing() throws IOException {
        rig().layer("base", NO_PARENT, tree -> tree.write("f", "content"));
        driver().prepare(KEY, Optional.of(BASE));
        Tree fresh = new Tree(driver().writableFolder(KEY).path());

        assertThat(fresh.has("f")).isEqualTo(suite().whiteouts() == Whiteouts.NONE);
    }

    @Test
    void writingThereLeavesTheParentAlone() throws IOException {
        rig().layer("base", NO_PARENT, tree -> tree.write("f", "old"));
        driver().prepare(KEY, Optional.of(BASE));

        new Tree(driver().writableFolder(KEY).path()).write("f", "new");

        assertThat(new Tree(driver().writableFolder(BASE).path()).read("f")).isEqualTo("old");
    }

    @Test
    void aSnapshotHasTheModeOfTheRootBelow() throws IOException {
        rig().layer("base", NO_PARENT, tree -> tree.allow("", 0711));

        driver().prepare(KEY, Optional.of(BASE));

        assertThat(new Tree(driver().writableFolder(KEY).path()).status("").permissions())
                .isEqualTo(0711);
    }
}
