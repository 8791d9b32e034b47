package dev.wharf.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.linux.Fd;
import dev.wharf.linux.FileTree;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Linux;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Unpacks tars and rebuilds them, each in a folder of its own. */
final class RoundTrip {
    private final Path parent;
    private int done;

    RoundTrip(Path parent) {
        this.parent = parent;
    }

    /** How many tars came back. */
    int done() {
        return done;
    }

    /** Checks that a tar comes back bit for bit, unless it is refused. */
    void check(byte[] tar, Whiteouts whiteouts) throws IOException {
        Path root = Files.createDirectory(parent.resolve("root"));
        try {
            checkIn(root, tar, whiteouts);
            done++;
        } catch (ArchiveException refused) {
            assertThat(refused.getMessage()).doesNotContain("rebuild").doesNotContain("recipe");
        } finally {
            remove();
        }
    }

    private static void checkIn(Path root, byte[] tar, Whiteouts whiteouts) {
        var recipe = new ByteArrayOutputStream();
        var target = new UnpackTarget(root, whiteouts, List.of());
        UnpackedLayer layer = new LayerUnpacker(Linux.kernel())
                .unpack(new ByteArrayInputStream(tar), target, UnpackLimits.none(), recipe);
        var rebuilt = new ByteArrayOutputStream();

        new LayerRebuilder(Linux.kernel()).rebuild(new ByteArrayInputStream(recipe.toByteArray()), root, rebuilt);

        assertThat(layer.digest()).isEqualTo(sha256(tar));
        assertThat(layer.tarBytes()).isEqualTo(tar.length);
        assertThat(rebuilt.toByteArray()).isEqualTo(tar);
        assertThat(root.toFile().list()).noneMatch(name -> name.startsWith(".wh..wh.recipe"));
    }

    private void remove() {
        var files = Linux.kernel().files();
        try (Fd folder = files.open(parent.toString(), Flags.O_RDONLY | Flags.O_DIRECTORY, 0)) {
            FileTree.remove(files, folder, "root");
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
