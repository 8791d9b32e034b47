package dev.wharf.spi.testkit.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;

/** Content through mounts: replaced, deleted, moved, made again. Seen at once, after a second mount, and as a layer. */
abstract class ContentTopic extends GraphTopic {

    private Stack base() throws IOException {
        return new Stack(rig()).layer(tree -> {
            tree.write("f", "old");
            tree.write("d/f", "old");
            tree.write("d/g", "kept");
        });
    }

    @Test
    void aNewFileIsSeen() throws IOException {
        base().changeAndSee(tree -> tree.write("d/new", "x"), tree -> {
            assertThat(tree.names("d")).containsExactly("f", "g", "new");
            assertThat(tree.read("d/new")).isEqualTo("x");
        });
    }

    @Test
    void aFileThatIsWrittenHasItsNewContent() throws IOException {
        base().changeAndSee(tree -> tree.write("d/f", "new"), tree -> {
            assertThat(tree.read("d/f")).isEqualTo("new");
            assertThat(tree.read("d/g")).isEqualTo("kept");
        });
    }

    @Test
    void aFileThatIsAppendedToKeepsItsOldContent() throws IOException {
        base().changeAndSee(tree -> tree.append("d/f", "er"), tree -> assertThat(tree.read("d/f"))
                .isEqualTo("older"));
    }

    @Test
    void aFileThatIsReplacedByARenameHasItsNewContent() throws IOException {
        base().changeAndSee(
                        tree -> {
                            tree.write("d/.new", "new");
                            Files.move(tree.path("d/.new"), tree.path("d/f"), StandardCopyOption.ATOMIC_MOVE);
                        },
                        tree -> {
                            assertThat(tree.read("d/f")).isEqualTo("new");
                            assertThat(tree.names("d")).containsExactly("f", "g");
                        });
    }

    @Test
    void aDeletedFileIsGone() throws IOException {
        base().changeAndSee(tree -> tree.delete("d/f"), tree -> assertThat(tree.names("d"))
                .containsExactly("g"));
    }

    @Test
    void aDeletedFileStaysGoneInLayersAbove() throws IOException {
        base().layer(tree -> tree.delete("d/f"))
                .layer(tree -> tree.write("d/new", "x"))
                .see(tree -> assertThat(tree.names("d")).containsExactly("g", "new"));
    }

    @Test
    void aFileMadeAgainInTheSameLayerIsNew() throws IOException {
        base().changeAndSee(
                        tree -> {
                            tree.delete("d/f");
                            tree.write("d/f", "again");
                        },
                        tree -> assertThat(tree.read("d/f")).isEqualTo("again"));
    }

    @Test
    void aFileMadeAgainInALayerAboveIsNew() throws IOException {
        base().layer(tree -> tree.delete("d/f"))
                .layer(tree -> tree.write("d/f", "again"))
                .see(tree -> assertThat(tree.read("d/f")).isEqualTo("again"));
    }

    @Test
    void aMovedFileIsOnlyInItsNewPlace() throws IOException {
        base().changeAndSee(tree -> tree.move("d/f", "moved"), tree -> {
            assertThat(tree.read("moved")).isEqualTo("old");
            assertThat(tree.names("d")).containsExactly("g");
        });
    }

    @Test
    void aFileMovedAndMovedBackIsThere() throws IOException {
        base().layer(tree -> tree.move("d/f", "moved"))
                .layer(tree -> tree.move("moved", "d/f"))
                .see(tree -> {
                    assertThat(tree.names("d")).containsExactly("f", "g");
                    assertThat(tree.read("d/f")).isEqualTo("old");
                    assertThat(tree.has("moved")).isFalse();
                });
    }

    @Test
    void manyFilesDeletedAndMadeInLayersAreRight() throws IOException {
        var stack = new Stack(rig());
        for (int i = 0; i < 10; i++) {
            int layer = i;
            stack.layer(tree -> {
                tree.write("many/" + layer, "layer " + layer);
                tree.write("all", "layer " + layer);
                if (layer > 0 && layer % 2 == 0) {
                    tree.delete("many/" + (layer - 1));
                }
            });
        }
        stack.see(tree -> {
            assertThat(tree.names("many")).containsExactly("0", "2", "4", "6", "8", "9");
            assertThat(tree.read("all")).isEqualTo("layer 9");
        });
    }
}
