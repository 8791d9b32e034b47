package dev.wharf.spi.testkit.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.linux.Errno;
import dev.wharf.linux.LinuxException;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Folders and links that upper layers replace, hide and rename. */
abstract class FoldersInLayersTopic extends GraphTopic {

    private Stack base() throws IOException {
        return new Stack(rig()).layer(tree -> {
            tree.write("d/f", "old");
            tree.write("d/sub/f", "old");
            tree.write("f", "old");
            tree.symlink("link", "d");
        });
    }

    @Test
    void aDeletedFolderIsGone() throws IOException {
        base().changeAndSee(tree -> tree.deleteTree("d"), tree -> assertThat(tree.names(""))
                .containsExactly("f", "link"));
    }

    @Test
    void aFolderMadeAgainHidesTheOldContent() throws IOException {
        base().changeAndSee(
                        tree -> {
                            tree.deleteTree("d");
                            tree.write("d/new", "x");
                        },
                        tree -> assertThat(tree.names("d")).containsExactly("new"));
    }

    @Test
    void aFolderMadeAgainInALayerAboveHidesTheOldContent() throws IOException {
        base().layer(tree -> tree.deleteTree("d"))
                .layer(tree -> tree.write("d/new", "x"))
                .layer(tree -> tree.write("d/newer", "x"))
                .see(tree -> assertThat(tree.names("d")).containsExactly("new", "newer"));
    }

    @Test
    void aFolderInsideMadeAgainHidesTheOldContent() throws IOException {
        base().changeAndSee(
                        tree -> {
                            tree.deleteTree("d/sub");
                            tree.makeFolder("d/sub");
                        },
                        tree -> {
                            assertThat(tree.names("d")).containsExactly("f", "sub");
                            assertThat(tree.names("d/sub")).isEmpty();
                        });
    }

    @Test
    void aFolderIsReplacedByAFileAndBack() throws IOException {
        base().layer(tree -> {
                    tree.deleteTree("d");
                    tree.write("d", "a file");
                })
                .layer(tree -> {
                    assertThat(tree.read("d")).isEqualTo("a file");
                    tree.delete("d");
                    tree.write("d/new", "x");
                })
                .see(tree -> assertThat(tree.names("d")).containsExactly("new"));
    }

    @Test
    void aFileIsReplacedByAFolderAndBack() throws IOException {
        base().layer(tree -> {
                    tree.delete("f");
                    tree.write("f/new", "x");
                })
                .layer(tree -> {
                    assertThat(tree.names("f")).containsExactly("new");
                    tree.deleteTree("f");
                    tree.write("f", "a file again");
                })
                .see(tree -> assertThat(tree.read("f")).isEqualTo("a file again"));
    }

    @Test
    void aLinkIsReplacedByAFolder() throws IOException {
        base().changeAndSee(
                        tree -> {
                            tree.delete("link");
                            tree.write("link/new", "x");
                        },
                        tree -> {
                            assertThat(tree.names("link")).containsExactly("new");
                            assertThat(tree.names("d")).containsExactly("f", "sub");
                        });
    }

    @Test
    void aLinkIsWrittenThrough() throws IOException {
        base().changeAndSee(tree -> tree.write("link/new", "x"), tree -> {
            assertThat(Files.readSymbolicLink(tree.path("link"))).hasToString("d");
            assertThat(tree.names("d")).containsExactly("f", "new", "sub");
        });
    }

    @Test
    void aFolderOfTheSameLayerIsRenamed() throws IOException {
        base().changeAndSee(
                        tree -> {
                            tree.write("made/f", "x");
                            tree.move("made", "renamed");
                        },
                        tree -> assertThat(tree.names("")).containsExactly("d", "f", "link", "renamed"));
    }

    /** Claimed, it must work; not claimed, it must answer as told in {@link GraphFeature#FOLDER_RENAME}. */
    @Test
    void aFolderOfALayerBelowIsRenamedOrRefused() throws IOException {
        if (suite().has(GraphFeature.FOLDER_RENAME)) {
            base().changeAndSee(tree -> tree.move("d", "renamed"), tree -> {
                assertThat(tree.names("")).containsExactly("f", "link", "renamed");
                assertThat(tree.read("renamed/sub/f")).isEqualTo("old");
            });
        } else {
            base().changeAndSee(tree -> assertRenameIsRefused(tree), tree -> assertThat(tree.names("d"))
                    .containsExactly("f", "sub"));
        }
    }

    private static void assertRenameIsRefused(Tree tree) {
        assertThatThrownBy(() -> tree.move("d", "renamed"))
                .isInstanceOfSatisfying(
                        LinuxException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EXDEV));
    }
}
