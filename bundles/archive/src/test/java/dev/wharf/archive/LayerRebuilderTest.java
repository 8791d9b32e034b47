package dev.wharf.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.linux.Linux;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerRebuilderTest {
    @TempDir
    Path temp;

    private Path root;
    private int uid;
    private int gid;

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createDirectory(temp.resolve("root"));
        uid = (int) Files.getAttribute(root, "unix:uid");
        gid = (int) Files.getAttribute(root, "unix:gid");
    }

    @Test
    void filesComeFromTheFolderAndTheRestFromTheRecipe() {
        byte[] big = noise(300_000);
        byte[] tar = tar().folder("d/", 0755)
                .entry('0', "d/big", "", 0644, big)
                .file("d/empty", "")
                .symlink("s", "d/big")
                .hardLink("h", "d/big")
                .end();

        byte[] recipe = unpack(tar);

        assertThat(recipe.length).isLessThan(1000);
        assertThat(rebuild(recipe)).isEqualTo(tar);
    }

    @Test
    void whatLiesBehindTheEndIsKept() {
        byte[] junk = noise(5000);
        byte[] tar = tar().file("f", "x")
                .raw(new byte[1024])
                .raw(junk)
                .raw(new byte[100_000])
                .withoutEnd();

        assertThat(rebuild(unpack(tar))).isEqualTo(tar);
    }

    @Test
    void anEndWithoutBlocksIsKept() {
        byte[] tar = tar().file("f", "x").withoutEnd();

        assertThat(rebuild(unpack(tar))).isEqualTo(tar);
        assertThat(rebuild(unpack(new byte[0]))).isEmpty();
    }

    @Test
    void contentsThatTheTarItselfReplacesAreKeptByValue() throws IOException {
        byte[] tar = tar().file("f", "first")
                .file("d/a", "a1")
                .file("d/b", "b1")
                .file("d/a", "a2")
                .file("f", "other")
                .file("d", "a file now")
                .folder("d", 0755)
                .file("d/a", "a3")
                .file("f", "third")
                .end();

        byte[] recipe = unpack(tar);

        assertThat(rebuild(recipe)).isEqualTo(tar);
        assertThat(root.resolve("d/a")).hasContent("a3");
        assertThat(root.toFile().list()).containsExactlyInAnyOrder("f", "d");
    }

    @Test
    void contentsReplacedUnderAnotherNameAreKeptByValue() {
        byte[] tar = tar().folder("etc", 0755)
                .symlink("abs", "/etc")
                .file("abs/one", "1")
                .file("etc/one", "2")
                .symlink("etc/up", "..")
                .file("abs/up/two", "3")
                .file("two", "4")
                .file("etc/up/etc", "a file")
                .file("etc", "other")
                .end();

        assertThat(rebuild(unpack(tar))).isEqualTo(tar);
    }

    @Test
    void whatIsNotUnpackedIsKeptByValue() {
        byte[] tar = tar().file(".wh..wh.aufs", "meta")
                .file(".wh..wh.plnk/12.34", "linked")
                .hardLink("a", ".wh..wh.plnk/12.34")
                .file("d/.wh.gone", "a whiteout with a content")
                .end();

        assertThat(rebuild(unpack(tar))).isEqualTo(tar);
    }

    @Test
    void aWholeTreeGivesTheLayerThatWasAppliedLast() {
        unpack(tar().file("d/old", "old")
                .file("d/kept", "kept")
                .file("x/y", "z")
                .end());
        byte[] tar = tar().file("d/.wh.old", "")
                .file("d/kept", "new")
                .file("x", "file")
                .end();

        byte[] recipe = unpack(tar);

        assertThat(rebuild(recipe)).isEqualTo(tar);
    }

    @Test
    void sparseFilesAreKeptWithoutTheirHoles() {
        byte[] tar = tar().pax("GNU.sparse.size", "10000000", "GNU.sparse.map", "5000000,4")
                .file("f", "data")
                .end();

        byte[] recipe = unpack(tar);

        assertThat(rebuild(recipe)).isEqualTo(tar);
    }

    @Test
    void aFileThatChangedItsSizeIsNamed() throws IOException {
        byte[] recipe = unpack(tar().file("d/f", "text").end());
        Files.writeString(root.resolve("d/f"), "longer text");

        assertThatThrownBy(() -> rebuild(recipe))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("\"d/f\"");
    }

    @Test
    void aFileThatIsGoneOrALinkIsNamed() throws IOException {
        byte[] recipe = unpack(tar().file("d/f", "text").end());
        Files.delete(root.resolve("d/f"));

        assertThatThrownBy(() -> rebuild(recipe))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("d/f");
        Files.createSymbolicLink(root.resolve("d/f"), Files.writeString(temp.resolve("outside"), "text"));
        assertThatThrownBy(() -> rebuild(recipe))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("d/f");
    }

    @Test
    void everyTruncationOfARecipeIsNoticed() {
        byte[] recipe = unpack(tar().file("f", "first").file("f", "second").end());

        for (int length = 0; length < recipe.length; length++) {
            byte[] truncated = Arrays.copyOf(recipe, length);
            assertThatThrownBy(() -> rebuild(truncated)).as("%s bytes", length).isInstanceOf(ArchiveException.class);
        }
    }

    @Test
    void anotherVersionIsRefused() {
        byte[] recipe = unpack(tar().file("f", "first").end());
        recipe[8]++;

        assertThatThrownBy(() -> rebuild(recipe))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("version 2");
    }

    @Test
    void aMissingPaddingStaysMissing() {
        byte[] tar = tar().file("f", "text").withoutEnd();
        byte[] cut = Arrays.copyOf(tar, 512 + 100);

        assertThat(rebuild(unpack(cut))).isEqualTo(cut);
        assertThat(root.resolve("f")).hasContent("text");
    }

    @Test
    void aReceiverThatFailsEndsTheRebuilding() {
        byte[] recipe =
                unpack(tar().entry('0', "big", "", 0644, noise(20_000_000)).end());
        var broken = new OutputStream() {
            @Override
            public void write(int single) throws IOException {
                throw new IOException("broken pipe");
            }
        };

        assertThatThrownBy(() ->
                        new LayerRebuilder(Linux.kernel()).rebuild(new ByteArrayInputStream(recipe), root, broken))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("broken pipe");
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("rebuild root");
    }

    @Test
    void interruptionEndsTheRebuilding() {
        byte[] recipe =
                unpack(tar().entry('0', "big", "", 0644, noise(20_000_000)).end());

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> rebuild(recipe)).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aLargeRecipeNeedsNoMemory() {
        byte[] tar = tar().file(".wh..wh.aufs", new String(noise(6_000_000), StandardCharsets.ISO_8859_1))
                .file("f", "x")
                .end();

        assertThat(rebuild(unpack(tar))).isEqualTo(tar);
        assertThat(root.toFile().list()).containsExactly("f");
    }

    private TarBytes tar() {
        return new TarBytes().owner(uid, gid);
    }

    private byte[] unpack(byte[] tar) {
        var recipe = new ByteArrayOutputStream();
        var target = new UnpackTarget(root, Whiteouts.NONE, List.of());
        new LayerUnpacker(Linux.kernel()).unpack(new ByteArrayInputStream(tar), target, UnpackLimits.none(), recipe);
        return recipe.toByteArray();
    }

    private byte[] rebuild(byte[] recipe) {
        var tar = new ByteArrayOutputStream();
        long bytes = new LayerRebuilder(Linux.kernel()).rebuild(new ByteArrayInputStream(recipe), root, tar);
        assertThat(bytes).isEqualTo(tar.size());
        return tar.toByteArray();
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
