package dev.wharf.spi.testkit.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.spi.graph.LayerId;
import dev.wharf.spi.graph.SnapshotKey;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who sees whose changes; views are read-only. */
abstract class IsolationTopic extends GraphTopic {
    private static final SnapshotKey OTHER = new SnapshotKey("other");

    private Stack base() throws IOException {
        return new Stack(rig()).layer(tree -> {
            tree.write("f", "old");
            tree.write("d/g", "old");
        });
    }

    @Test
    void aLayerNeverChanges() throws IOException {
        Stack stack = base();
        LayerId base = stack.top();

        stack.layer(tree -> {
            tree.append("f", "er");
            tree.deleteTree("d");
            tree.write("new", "x");
        });

        stack.see(base, tree -> {
            assertThat(tree.names("")).containsExactly("d", "f");
            assertThat(tree.read("f")).isEqualTo("old");
            assertThat(tree.read("d/g")).isEqualTo("old");
        });
    }

    @Test
    void siblingsDoNotSeeEachOther() throws IOException {
        LayerId base = base().top();
        try (MountedTree one = rig().mount(driver().prepare(KEY, Optional.of(base)));
                MountedTree two = rig().mount(driver().prepare(OTHER, Optional.of(base)))) {
            one.tree().write("f", "one");
            two.tree().delete("d/g");

            assertThat(two.tree().read("f")).isEqualTo("old");
            assertThat(one.tree().read("d/g")).isEqualTo("old");
        }
    }

    @Test
    void aSnapshotWithoutParentIsEmpty() throws IOException {
        rig().mounted(driver().prepare(KEY, NO_PARENT), tree -> {
            assertThat(tree.names("")).isEmpty();
            tree.write("f", "x");
            assertThat(tree.read("f")).isEqualTo("x");
        });
    }

    @Test
    void aViewCannotBeWritten() throws IOException {
        LayerId base = base().top();

        rig().mounted(driver().view(KEY, base), tree -> {
            assertThat(tree.read("f")).isEqualTo("old");
            assertThatThrownBy(() -> tree.write("f", "new"))
                    .isInstanceOf(FileSystemException.class)
                    .hasMessageContaining("Read-only");
            assertThatThrownBy(() -> tree.write("new", "x"))
                    .isInstanceOf(FileSystemException.class)
                    .hasMessageContaining("Read-only");
        });
    }

    @Test
    void aLayerHasSeveralViewsAtOnce() throws IOException {
        LayerId base = base().top();
        try (MountedTree one = rig().mount(driver().view(KEY, base));
                MountedTree two = rig().mount(driver().view(OTHER, base))) {

            assertThat(one.tree().read("f")).isEqualTo("old");
            assertThat(two.tree().read("f")).isEqualTo("old");
        }
    }

    @Test
    void whatIsMountedOutlivesTheDriver() throws IOException {
        LayerId base = base().top();
        try (MountedTree mounted = rig().mount(driver().prepare(KEY, Optional.of(base)))) {
            rig().reopen();

            mounted.tree().write("new", "x");

            assertThat(mounted.tree().names("")).containsExactly("d", "f", "new");
        }
        rig().mounted(driver().mounts(KEY), tree -> assertThat(tree.read("new")).isEqualTo("x"));
    }
}
