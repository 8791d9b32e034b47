package dev.wharf.spi.testkit.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.spi.graph.LayerId;
import dev.wharf.spi.graph.SnapshotInfo;
import dev.wharf.spi.graph.SnapshotKey;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Keys and ids. */
abstract class IdentifyingTopic extends GraphTopic {

    @Test
    void idsOfFullLengthAreKept() throws IOException {
        var key = new SnapshotKey("k".repeat(128));
        LayerId layer = rig().layer("l".repeat(128), NO_PARENT);
        driver().prepare(key, Optional.of(layer));

        rig().reopen();

        assertThat(driver().list()).extracting(SnapshotInfo::ref).containsExactlyInAnyOrder(layer, key);
    }

    @Test
    void allCharactersOfTheGrammarAreKept() throws IOException {
        var key = new SnapshotKey("9-a.b_c--d..e__Z.");
        LayerId layer = rig().layer("0.x-Y_z-", NO_PARENT);
        driver().prepare(key, Optional.of(layer));

        rig().reopen();

        assertThat(driver().list()).extracting(SnapshotInfo::ref).containsExactlyInAnyOrder(layer, key);
    }

    @Test
    void idsThatDifferInCaseAreTwo() throws IOException {
        LayerId small = rig().layer("abc", NO_PARENT, tree -> tree.write("small", "x"));
        LayerId large = rig().layer("ABC", NO_PARENT, tree -> tree.write("large", "x"));

        assertThat(new Tree(driver().writableFolder(small).path()).names("")).containsExactly("small");
        assertThat(new Tree(driver().writableFolder(large).path()).names("")).containsExactly("large");
    }

    @Test
    void anIdThatBeginsLikeAnotherIsAnother() throws IOException {
        LayerId layer = rig().layer("abc", NO_PARENT);
        LayerId longer = rig().layer("abc.1", NO_PARENT);
        driver().prepare(KEY, Optional.of(longer));

        driver().remove(layer);

        assertThat(driver().list()).extracting(SnapshotInfo::ref).containsExactlyInAnyOrder(longer, KEY);
    }
}
