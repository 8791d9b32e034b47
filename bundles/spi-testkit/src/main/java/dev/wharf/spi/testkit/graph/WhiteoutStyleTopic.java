package dev.wharf.spi.testkit.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.linux.Flags;
import dev.wharf.spi.graph.LayerId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How deletions are written in the folder of a snapshot, in the style that the driver states. */
abstract class WhiteoutStyleTopic extends GraphTopic {
    private static final String OPAQUE = "trusted.overlay.opaque";
    private static final byte[] YES = "y".getBytes(StandardCharsets.US_ASCII);

    private LayerId base() throws IOException {
        return rig().layer("base", NO_PARENT, tree -> {
            tree.write("f", "old");
            tree.write("d/f", "old");
        });
    }

    private Tree folder() {
        return new Tree(driver().writableFolder(KEY).path());
    }

    @Test
    void whatIsWrittenToTheFolderIsSeenInTheMount() throws IOException {
        var mounts = driver().prepare(KEY, Optional.of(base()));
        folder().write("d/new", "x");

        rig().mounted(mounts, tree -> assertThat(tree.names("d")).containsExactly("f", "new"));
    }

    @Test
    void whatIsWrittenInTheMountIsSeenInTheFolder() throws IOException {
        rig().mounted(driver().prepare(KEY, Optional.of(base())), tree -> tree.write("d/new", "x"));

        assertThat(folder().read("d/new")).isEqualTo("x");
    }

    @Test
    void aDeletionInTheMountIsAWhiteoutInTheFolder() throws IOException {
        rig().mounted(driver().prepare(KEY, Optional.of(base())), tree -> tree.delete("f"));

        Tree folder = folder();
        switch (suite().whiteouts()) {
            case OVERLAY -> {
                assertThat(folder.status("f").type()).isEqualTo(Flags.S_IFCHR);
                assertThat(folder.status("f").rdev()).isZero();
            }
            case AUFS -> assertThat(folder.has(".wh.f")).isTrue();
            case NONE -> assertThat(folder.has("f")).isFalse();
        }
    }

    @Test
    void aWhiteoutInTheFolderIsADeletionInTheMount() throws IOException {
        var mounts = driver().prepare(KEY, Optional.of(base()));
        Tree folder = folder();
        switch (suite().whiteouts()) {
            case OVERLAY -> folder.node("f", Flags.S_IFCHR, Flags.device(0, 0));
            case AUFS -> folder.write(".wh.f", "");
            case NONE -> folder.delete("f");
        }

        rig().mounted(mounts, tree -> assertThat(tree.names("")).containsExactly("d"));
    }

    @Test
    void aFolderMadeAgainInTheMountIsOpaqueInTheFolder() throws IOException {
        rig().mounted(driver().prepare(KEY, Optional.of(base())), tree -> {
            tree.deleteTree("d");
            tree.makeFolder("d");
        });

        Tree folder = folder();
        switch (suite().whiteouts()) {
            case OVERLAY -> assertThat(folder.attribute("d", OPAQUE)).contains(YES);
            case AUFS -> assertThat(folder.has("d/.wh..wh..opq")).isTrue();
            case NONE -> assertThat(folder.names("d")).isEmpty();
        }
    }

    @Test
    void anOpaqueFolderHidesAllBelowInTheMount() throws IOException {
        var mounts = driver().prepare(KEY, Optional.of(base()));
        Tree folder = folder();
        folder.makeFolder("d");
        switch (suite().whiteouts()) {
            case OVERLAY -> folder.attribute("d", OPAQUE, YES);
            case AUFS -> folder.write("d/.wh..wh..opq", "");
            case NONE -> folder.delete("d/f");
        }
        folder.write("d/new", "x");

        rig().mounted(mounts, tree -> assertThat(tree.names("d")).containsExactly("new"));
    }
}
