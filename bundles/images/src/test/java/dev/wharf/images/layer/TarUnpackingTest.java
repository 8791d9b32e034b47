package dev.wharf.images.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.archive.UnpackedLayer;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.images.content.Digest;
import dev.wharf.images.testing.Tar;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.Linux;
import dev.wharf.spi.graph.WritableFolder;
import dev.wharf.spi.graph.WritableFolder.Whiteouts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("privileged")
class TarUnpackingTest {
    private final Unpacking unpacking = new TarUnpacking(Linux::kernel);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aCompressedTarIsUnpackedAndMeasured() {
        Tar tar = new Tar().folder("etc").file("etc/a", "aaa").symlink("etc/b", "/elsewhere");

        UnpackedLayer layer = unpack(new ByteArrayInputStream(tar.gzip()), whole(), List.of());

        assertThat(layer.digest()).isEqualTo(Digest.of(tar.bytes()).toString());
        assertThat(layer.tarBytes()).isEqualTo(tar.bytes().length);
        assertThat(layer.contentBytes()).isEqualTo(3);
        assertThat(folder.resolve("etc/a")).hasContent("aaa");
    }

    @Test
    void whatIsNoTarOrLeavesItsRootIsTheSendersFault() {
        assertThatThrownBy(() -> unpack(new Tar().file("../x", "x").stream(), whole(), List.of()))
                .isInstanceOf(InvalidArgument.class);
        assertThatThrownBy(() -> unpack(
                        new ByteArrayInputStream("not a tar".getBytes(StandardCharsets.UTF_8)), whole(), List.of()))
                .isInstanceOf(InvalidArgument.class);
    }

    @Test
    void anUpperLayerHidesInTheMannerOfOverlay() throws IOException {
        Kernel kernel = Linux.kernel();
        Path lower = Files.createDirectory(folder.resolve("lower"));
        Path upper = Files.createDirectory(folder.resolve("upper"));
        Path top = Files.createDirectory(folder.resolve("top"));
        unpack(new Tar().file("etc/hosts", "x").file("dev/console", "x").stream(), changes(lower), List.of());
        unpack(
                new Tar().file("etc/.wh.hosts", "").file("dev/.wh..wh..opq", "").stream(),
                changes(upper),
                List.of(lower));

        var view = new MergedView(List.of(top, upper, lower), Erasures.of(Whiteouts.OVERLAY, () -> kernel));
        new MountPoints(view, top).make();

        assertThat(top.resolve("etc/hosts")).isEmptyFile();
        assertThat(top.resolve("dev/console")).isEmptyFile();
        try (Fd etc = kernel.files().open(upper.resolve("etc").toString(), Flags.O_DIRECTORY, 0)) {
            assertThat(kernel.files().stat(etc, "hosts").orElseThrow().type()).isEqualTo(Flags.S_IFCHR);
        }
    }

    @Test
    void aFolderThatIsOnlyImpliedIsLikeTheOneBelow() throws IOException {
        Path lower = Files.createDirectory(folder.resolve("lower"));
        Path upper = Files.createDirectory(folder.resolve("upper"));
        Files.createDirectory(
                lower.resolve("tmp"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));

        unpack(new Tar().file("tmp/a", "x").stream(), changes(upper), List.of(lower));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(upper.resolve("tmp"))))
                .isEqualTo("rwx------");
    }

    private UnpackedLayer unpack(InputStream tar, WritableFolder into, List<Path> below) {
        return unpacking.unpack(tar, new SnapshotTree(into, below), OutputStream.nullOutputStream());
    }

    private WritableFolder whole() {
        return new WritableFolder(folder, Whiteouts.NONE);
    }

    private static WritableFolder changes(Path path) {
        return new WritableFolder(path, Whiteouts.OVERLAY);
    }
}
