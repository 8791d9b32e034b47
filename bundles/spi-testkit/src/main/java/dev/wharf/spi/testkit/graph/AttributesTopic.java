package dev.wharf.spi.testkit.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.linux.FileStatus;
import dev.wharf.linux.Flags;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Owners, modes, times, links, extended attributes, devices, holes: as written, in the layer and in layers above. */
abstract class AttributesTopic extends GraphTopic {
    private static final Instant LONG_AGO = Instant.ofEpochSecond(1_234_567_890L, 987_654_321);
    private static final int LARGE_ID = 3_000_000;

    /** A capability set as setcap(8) writes it: cap_net_raw, permitted and effective, revision 2. */
    private static final byte[] CAPABILITY = {1, 0, 0, 2, 0, 32, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};

    /** Does something in one layer, and looks at it there and with another layer above. */
    private void keeps(Tree.Work work, Tree.Work look) throws IOException {
        var stack = new Stack(rig());
        stack.layer(work).see(look);
        stack.changeAndSee(tree -> tree.write("other", "x"), look);
    }

    @Test
    void ownersAreKept() throws IOException {
        keeps(
                tree -> {
                    tree.write("d/f", "x");
                    tree.symlink("link", "d");
                    tree.own("d/f", 12, LARGE_ID);
                    tree.own("d", LARGE_ID, 34);
                    tree.own("link", 56, 78);
                },
                tree -> {
                    assertThat(tree.status("d/f"))
                            .extracting(FileStatus::uid, FileStatus::gid)
                            .containsExactly(12, LARGE_ID);
                    assertThat(tree.status("d"))
                            .extracting(FileStatus::uid, FileStatus::gid)
                            .containsExactly(LARGE_ID, 34);
                    assertThat(tree.status("link"))
                            .extracting(FileStatus::uid, FileStatus::gid)
                            .containsExactly(56, 78);
                });
    }

    @Test
    void modesAreKept() throws IOException {
        keeps(
                tree -> {
                    tree.write("set", "x");
                    tree.write("none", "x");
                    tree.makeFolder("sticky");
                    tree.allow("set", 06755);
                    tree.allow("none", 0);
                    tree.allow("sticky", 01777);
                },
                tree -> {
                    assertThat(tree.status("set").permissions()).isEqualTo(06755);
                    assertThat(tree.status("none").permissions()).isZero();
                    assertThat(tree.status("sticky").permissions()).isEqualTo(01777);
                });
    }

    @Test
    void timesAreKeptToTheNanosecond() throws IOException {
        keeps(
                tree -> {
                    tree.write("d/f", "x");
                    tree.symlink("d/link", "f");
                    tree.date("d/f", LONG_AGO);
                    tree.date("d/link", LONG_AGO);
                    tree.date("d", LONG_AGO);
                },
                tree -> {
                    assertThat(tree.status("d/f").modified()).isEqualTo(LONG_AGO);
                    assertThat(tree.status("d/link").modified()).isEqualTo(LONG_AGO);
                    assertThat(tree.status("d").modified()).isEqualTo(LONG_AGO);
                });
    }

    @Test
    void ownerAndModeOfTheRootAreKept() throws IOException {
        keeps(
                tree -> {
                    tree.own("", 12, 34);
                    tree.allow("", 01711);
                },
                tree -> {
                    assertThat(tree.status("").permissions()).isEqualTo(01711);
                    assertThat(tree.status("").uid()).isEqualTo(12);
                    assertThat(tree.status("").gid()).isEqualTo(34);
                });
    }

    @Test
    void hardLinksStayLinks() throws IOException {
        keeps(
                tree -> {
                    tree.write("d/f", "x");
                    tree.link("d/f", "g");
                },
                tree -> {
                    assertThat(tree.status("g").links()).isEqualTo(2);
                    assertThat(tree.status("g").inode())
                            .isEqualTo(tree.status("d/f").inode());
                });
    }

    @Test
    void aHardLinkToAFileOfALayerBelowHasItsContent() throws IOException {
        var stack = new Stack(rig()).layer(tree -> tree.write("f", "x"));

        stack.changeAndSee(tree -> tree.link("f", "g"), tree -> {
            assertThat(tree.read("g")).isEqualTo("x");
            assertThat(tree.status("g").inode()).isEqualTo(tree.status("f").inode());
        });
    }

    /** Claimed, it must work; not claimed, it must be as told in {@link GraphFeature#SHARED_HARD_LINKS}. */
    @Test
    void namesOfALayerBelowStayNamesOfOneFileOrPart() throws IOException {
        var stack = new Stack(rig()).layer(tree -> {
            tree.write("f", "old");
            tree.link("f", "g");
        });
        String other = suite().has(GraphFeature.SHARED_HARD_LINKS) ? "new" : "old";

        stack.changeAndSee(tree -> tree.write("f", "new"), tree -> {
            assertThat(tree.read("f")).isEqualTo("new");
            assertThat(tree.read("g")).isEqualTo(other);
        });
    }

    @Test
    void symbolicLinksAreKept() throws IOException {
        String far = "/nowhere/" + "long/".repeat(200);
        keeps(
                tree -> {
                    tree.symlink("absolute", "/nowhere at all");
                    tree.symlink("far", far);
                },
                tree -> {
                    assertThat(Files.readSymbolicLink(tree.path("absolute"))).hasToString("/nowhere at all");
                    assertThat(Files.readSymbolicLink(tree.path("far")) + "/").isEqualTo(far);
                });
    }

    @Test
    void extendedAttributesAreKept() throws IOException {
        byte[] value = {0, 1, (byte) 0xff, 0};
        keeps(
                tree -> {
                    tree.write("d/f", "x");
                    tree.attribute("d/f", "user.test", value);
                    tree.attribute("d", "trusted.test", value);
                },
                tree -> {
                    assertThat(tree.attribute("d/f", "user.test")).contains(value);
                    assertThat(tree.attribute("d", "trusted.test")).contains(value);
                });
    }

    @Test
    void capabilitiesOfFilesAreKept() throws IOException {
        keeps(
                tree -> {
                    tree.write("ping", "x");
                    tree.own("ping", 12, 34);
                    tree.allow("ping", 0755);
                    tree.attribute("ping", "security.capability", CAPABILITY);
                },
                tree -> assertThat(tree.attribute("ping", "security.capability"))
                        .contains(CAPABILITY));
    }

    @Test
    void devicesAndPipesAreKept() throws IOException {
        keeps(
                tree -> {
                    tree.node("null", Flags.S_IFCHR | 0666, Flags.device(1, 3));
                    tree.node("disk", Flags.S_IFBLK | 0600, Flags.device(300, 70_000));
                    tree.node("pipe", Flags.S_IFIFO | 0640, 0);
                    tree.node("socket", Flags.S_IFSOCK | 0600, 0);
                },
                tree -> {
                    assertThat(tree.status("null").mode()).isEqualTo(Flags.S_IFCHR | 0666);
                    assertThat(tree.status("null").rdev()).isEqualTo(Flags.device(1, 3));
                    assertThat(tree.status("disk").rdev()).isEqualTo(Flags.device(300, 70_000));
                    assertThat(tree.status("pipe").mode()).isEqualTo(Flags.S_IFIFO | 0640);
                    assertThat(tree.status("socket").type()).isEqualTo(Flags.S_IFSOCK);
                });
    }

    @Test
    void holesTakeNoSpace() throws IOException {
        keeps(
                tree -> {
                    try (var file = new RandomAccessFile(tree.path("sparse").toFile(), "rw")) {
                        file.seek(30_000_000);
                        file.write(1);
                        file.setLength(50_000_000);
                    }
                },
                tree -> {
                    assertThat(tree.status("sparse").size()).isEqualTo(50_000_000);
                    assertThat(tree.status("sparse").blocks() * 512).isLessThan(5_000_000);
                });
    }

    @Test
    void changingOneAttributeKeepsTheOthers() throws IOException {
        var stack = new Stack(rig()).layer(tree -> {
            tree.write("f", "content");
            tree.own("f", 12, 34);
            tree.allow("f", 0640);
            tree.attribute("f", "user.test", new byte[] {1});
            tree.date("f", Instant.EPOCH);
        });

        stack.changeAndSee(tree -> tree.allow("f", 0600), tree -> {
            assertThat(tree.read("f")).isEqualTo("content");
            assertThat(tree.status("f").uid()).isEqualTo(12);
            assertThat(tree.status("f").permissions()).isEqualTo(0600);
            assertThat(tree.status("f").modified()).isEqualTo(Instant.EPOCH);
            assertThat(tree.attribute("f", "user.test")).contains(new byte[] {1});
        });
    }

    @Test
    void namesOfAllBytesAreKept() throws IOException {
        String longest = "n".repeat(255);
        keeps(
                tree -> {
                    tree.write("with blank, comma:colon=\\", "x");
                    tree.write(longest, "x");
                },
                tree -> assertThat(tree.names("")).contains("with blank, comma:colon=\\", longest));
    }
}
