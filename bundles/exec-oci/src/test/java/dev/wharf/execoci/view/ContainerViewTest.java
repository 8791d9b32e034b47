package dev.wharf.execoci.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Linux;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.Mount;
import dev.wharf.spi.exec.TaskMount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerViewTest {
    @TempDir
    Path folder;

    @BeforeEach
    void fill() throws IOException {
        Files.createDirectories(folder.resolve("root/etc"));
        Files.createDirectories(folder.resolve("root/run"));
        Files.createDirectories(folder.resolve("root/var"));
        Files.createDirectories(folder.resolve("volume/sub"));
        Files.writeString(folder.resolve("root/etc/file"), "of the root");
        Files.writeString(folder.resolve("volume/sub/file"), "of the volume");
        Files.writeString(folder.resolve("secret"), "of the host");
        Files.createSymbolicLink(folder.resolve("root/var/run"), Path.of("/run"));
    }

    private ContainerView view(TaskMount... mounts) {
        return new ContainerView(Linux.kernel(), folder.resolve("root"), List.of(mounts));
    }

    private TaskMount bind(String source, String target) {
        return new TaskMount(Mount.bind(folder.resolve(source)), target);
    }

    private static String read(ContainerView view, String path) throws IOException {
        try (Fd file = view.open(path, Flags.O_RDONLY).orElseThrow()) {
            return Files.readString(file.path());
        }
    }

    @Test
    void filesOfTheRootAreSeen() throws IOException {
        assertThat(read(view(), "/etc/../etc/./file")).isEqualTo("of the root");
    }

    @Test
    void whatIsBoundHidesTheRoot() throws IOException {
        assertThat(read(view(bind("volume/sub", "/etc")), "/etc/file")).isEqualTo("of the volume");
        assertThat(read(view(bind("volume/sub/file", "/etc/file")), "/etc/file"))
                .isEqualTo("of the volume");
    }

    @Test
    void aLinkOfTheRootLeadsOntoAMount() throws IOException {
        assertThat(read(view(bind("volume", "/run")), "/var/run/sub/file")).isEqualTo("of the volume");
    }

    @Test
    void aMountPointMayBeReachedThroughALink() throws IOException {
        assertThat(read(view(bind("volume", "/var/run/deep")), "/run/deep/sub/file"))
                .isEqualTo("of the volume");
    }

    @Test
    void noLinkLeadsOut() throws IOException {
        Files.createSymbolicLink(folder.resolve("root/etc/up"), Path.of("../../../../secret"));
        Files.createSymbolicLink(folder.resolve("root/etc/host"), folder.resolve("secret"));
        ContainerView view = view();

        assertThatThrownBy(() -> view.open("/etc/up", Flags.O_RDONLY)).isInstanceOf(LinuxException.class);
        assertThatThrownBy(() -> view.open("/etc/host", Flags.O_RDONLY)).isInstanceOf(LinuxException.class);
    }

    @Test
    void aCircleOfLinksEnds() throws IOException {
        Files.createSymbolicLink(folder.resolve("root/a"), Path.of("b"));
        Files.createSymbolicLink(folder.resolve("root/b"), Path.of("a"));
        ContainerView view = view();

        assertThatThrownBy(() -> view.open("/a", Flags.O_RDONLY))
                .isInstanceOfSatisfying(
                        LinuxException.class, e -> assertThat(e.is(Errno.ELOOP)).isTrue());
    }

    @Test
    void whatOtherMountsHoldIsUnknown() {
        TaskMount proc = new TaskMount(Mount.of("proc", "proc", List.of()), "/proc");

        assertThat(view(proc).open("/proc/self/exe", Flags.O_RDONLY)).isEmpty();
    }
}
