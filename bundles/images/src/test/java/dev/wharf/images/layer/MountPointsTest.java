package dev.wharf.images.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.linux.Linux;
import dev.wharf.spi.graph.WritableFolder.Whiteouts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountPointsTest {
    @TempDir
    private Path folder = Path.of("");

    private Path top = folder;
    private Path upper = folder;
    private Path lower = folder;

    @BeforeEach
    void makeLayers() throws IOException {
        top = Files.createDirectory(folder.resolve("top"));
        upper = Files.createDirectory(folder.resolve("upper"));
        lower = Files.createDirectory(folder.resolve("lower"));
    }

    @Test
    void anEmptyImageGetsAllOfThem() throws IOException {
        make();

        for (String path : List.of("dev/pts", "dev/shm", "proc", "sys")) {
            assertThat(top.resolve(path)).isEmptyDirectory();
        }
        for (String path : List.of("dev/console", "etc/hostname", "etc/hosts", "etc/resolv.conf")) {
            assertThat(top.resolve(path)).isEmptyFile();
        }
        assertThat(Files.readSymbolicLink(top.resolve("etc/mtab"))).hasToString("/proc/mounts");
        assertThat(Files.getPosixFilePermissions(top.resolve("dev")))
                .isEqualTo(PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void whatTheImageHasInAnyLayerStays() throws IOException {
        Files.createDirectories(lower.resolve("etc"));
        Files.writeString(lower.resolve("etc/hosts"), "127.0.0.1 localhost");
        Files.createDirectories(upper.resolve("proc"));
        Files.createSymbolicLink(lower.resolve("etc/mtab"), Path.of("/proc/mounts"));

        make();

        assertThat(top.resolve("etc/hosts")).doesNotExist();
        assertThat(top.resolve("proc")).doesNotExist();
        assertThat(Files.exists(top.resolve("etc/mtab"), LinkOption.NOFOLLOW_LINKS))
                .isFalse();
        assertThat(top.resolve("etc/hostname")).isEmptyFile();
    }

    @Test
    void foldersOfTheImageKeepTheirAttributes() throws IOException {
        Path etc = Files.createDirectories(lower.resolve("etc"));
        Files.setPosixFilePermissions(etc, PosixFilePermissions.fromString("rwx--x---"));

        make();

        assertThat(Files.getPosixFilePermissions(top.resolve("etc")))
                .isEqualTo(PosixFilePermissions.fromString("rwx--x---"));
        assertThat(Files.getLastModifiedTime(top.resolve("etc"))).isEqualTo(Files.getLastModifiedTime(etc));
    }

    @Test
    void whatAnUpperLayerErasedIsMadeAgain() throws IOException {
        Files.createDirectories(lower.resolve("etc"));
        Files.createFile(lower.resolve("etc/hosts"));
        Files.createDirectories(upper.resolve("etc"));
        Files.createFile(upper.resolve("etc/.wh.hosts"));
        Files.createDirectories(lower.resolve("dev/pts"));
        Files.createDirectories(upper.resolve("dev"));
        Files.createFile(upper.resolve("dev/.wh..wh..opq"));

        make();

        assertThat(top.resolve("etc/hosts")).isEmptyFile();
        assertThat(top.resolve("dev/pts")).isEmptyDirectory();
    }

    @Test
    void linksThatLeadElsewhereGiveWay() throws IOException {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.createSymbolicLink(lower.resolve("dev"), outside);
        Files.createDirectories(lower.resolve("etc"));
        Files.createSymbolicLink(lower.resolve("etc/hosts"), outside.resolve("hosts"));

        make();

        assertThat(outside).isEmptyDirectory();
        assertThat(Files.isDirectory(top.resolve("dev"), LinkOption.NOFOLLOW_LINKS))
                .isTrue();
        assertThat(top.resolve("dev/console")).isEmptyFile();
        assertThat(Files.isRegularFile(top.resolve("etc/hosts"), LinkOption.NOFOLLOW_LINKS))
                .isTrue();
    }

    @Test
    void aWholeTreeIsCompletedInPlace() throws IOException {
        Files.createDirectories(top.resolve("etc"));
        Files.writeString(top.resolve("etc/hosts"), "mine");
        Files.createSymbolicLink(top.resolve("etc/resolv.conf"), Path.of("/run/resolv.conf"));

        new MountPoints(new MergedView(List.of(top), Erasures.of(Whiteouts.NONE, Linux::kernel)), top).make();

        assertThat(top.resolve("etc/hosts")).hasContent("mine");
        assertThat(Files.isRegularFile(top.resolve("etc/resolv.conf"), LinkOption.NOFOLLOW_LINKS))
                .isTrue();
        assertThat(top.resolve("proc")).isEmptyDirectory();
    }

    private void make() throws IOException {
        var view = new MergedView(List.of(top, upper, lower), Erasures.of(Whiteouts.AUFS, Linux::kernel));
        new MountPoints(view, top).make();
    }
}
