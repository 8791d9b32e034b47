package dev.wharf.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("privileged")
class MountInTest {
    private final Kernel kernel = Linux.kernel();

    @TempDir
    private Path folder;

    @Test
    void relativePathsStandForThoseInTheFolder() throws IOException {
        for (String name : new String[] {"lower", "upper", "work", "merged"}) {
            Files.createDirectory(folder.resolve(name));
        }
        Files.writeString(folder.resolve("lower/file"), "text");

        try (Fd base = kernel.files().open(folder.toString(), Flags.O_PATH | Flags.O_DIRECTORY, 0)) {
            kernel.mounts()
                    .mountIn(base, "overlay", "merged", "overlay", 0, "lowerdir=lower,upperdir=upper,workdir=work");
        }

        try {
            assertThat(folder.resolve("merged/file")).hasContent("text");
        } finally {
            kernel.mounts().unmount(folder.resolve("merged").toString(), 0);
        }
    }

    @Test
    void anErrorOfTheMountIsToldAsOfAnyOther() {
        try (Fd base = kernel.files().open(folder.toString(), Flags.O_PATH | Flags.O_DIRECTORY, 0)) {
            assertThatThrownBy(() -> kernel.mounts().mountIn(base, "none", "absent", "tmpfs", 0, ""))
                    .isInstanceOfSatisfying(
                            LinuxException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENOENT));
        }
    }

    @Test
    void aCopyInsideTheKernelHasTheSameContent() throws IOException {
        Files.writeString(folder.resolve("from"), "some content");
        try (Fd from = kernel.files().open(folder.resolve("from").toString(), Flags.O_RDONLY, 0);
                Fd to = kernel.files().open(folder.resolve("to").toString(), Flags.O_WRONLY | Flags.O_CREAT, 0600)) {
            assertThat(kernel.descriptors().copyRange(from, 5, to, 0, 100)).isEqualTo(7);
            kernel.descriptors().sync(to);
            kernel.descriptors().syncFileSystem(to);
        }

        assertThat(folder.resolve("to")).hasContent("content");
    }

    @Test
    void theHoleBehindTheContentIsFound() throws IOException {
        Path file = folder.resolve("sparse");
        try (Fd fd = kernel.files().open(file.toString(), Flags.O_RDWR | Flags.O_CREAT, 0600)) {
            kernel.descriptors().truncate(fd, 1 << 20);

            assertThat(kernel.descriptors().seek(fd, 0, Flags.SEEK_HOLE)).isZero();
            assertThatThrownBy(() -> kernel.descriptors().seek(fd, 0, Flags.SEEK_DATA))
                    .isInstanceOf(LinuxException.class);
        }
    }
}
