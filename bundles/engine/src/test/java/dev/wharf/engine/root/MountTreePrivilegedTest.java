package dev.wharf.engine.root;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.Linux;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.Mount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("privileged")
class MountTreePrivilegedTest {
    private static final Kernel KERNEL = Linux.kernel();
    private static final String ID = "a".repeat(64);

    @TempDir
    Path folder;

    private KernelRootMounter mounter;
    private Mount overlay;

    @BeforeEach
    void setUp() throws IOException {
        mounter = new KernelRootMounter(() -> KERNEL, folder.resolve("roots"));
        for (String name : List.of("lower/etc", "lower/volume", "upper", "work", "source/inner")) {
            Files.createDirectories(folder.resolve(name));
        }
        Files.writeString(folder.resolve("lower/volume/below"), "image");
        Files.createSymbolicLink(folder.resolve("lower/trap"), Path.of("/../../etc"));
        Files.writeString(folder.resolve("source/file"), "volume");
        overlay = new Mount(
                "overlay", "overlay", List.of("lowerdir=lower", "upperdir=upper", "workdir=work"), Optional.of(folder));
    }

    @AfterEach
    void sweep() throws IOException {
        mounter.sweep();
        assertThat(mounts()).isEmpty();
    }

    @Test
    void volumesAreSeenInTheFullRootAndNotInTheBareOne() throws IOException {
        try (MountedRoot root = mount(false, bind("source", "/volume", true))) {
            assertThat(root.full().resolve("volume/file")).hasContent("volume");
            assertThat(root.bare().resolve("volume/below")).hasContent("image");
            Files.writeString(root.full().resolve("volume/new"), "x");
            Files.writeString(root.full().resolve("etc/new"), "x");
        }
        assertThat(folder.resolve("source/new")).exists();
        assertThat(folder.resolve("upper/etc/new")).exists();
        assertThat(folder.resolve("roots").resolve(ID)).doesNotExist();
        assertThat(mounts()).isEmpty();
    }

    @Test
    void targetsAreMadeInsideTheRootWhateverLinksSay() throws IOException {
        try (MountedRoot root =
                mount(false, bind("source", "/trap/made/deep", true), bind("source/file", "/trap/made/one", true))) {
            assertThat(root.full().resolve("etc/made/deep/file")).hasContent("volume");
            assertThat(root.full().resolve("etc/made/one")).hasContent("volume");
            assertThat(Path.of("/etc/made")).doesNotExist();
        }
        assertThat(folder.resolve("upper/etc/made/deep")).isEmptyDirectory();
        assertThat(folder.resolve("upper/etc/made/one")).isEmptyFile();
    }

    @Test
    void anInnerVolumeLiesOnTheOuterOne() throws IOException {
        Files.createDirectories(folder.resolve("other"));
        Files.writeString(folder.resolve("other/deep"), "deep");
        try (MountedRoot root = mount(false, bind("source", "/volume", true), bind("other", "/volume/inner", true))) {
            assertThat(root.full().resolve("volume/inner/deep")).hasContent("deep");
        }
        assertThat(folder.resolve("source/inner")).isEmptyDirectory();
    }

    @Test
    void whatIsReadOnlyCannotBeWritten() {
        try (MountedRoot root = mount(true, bind("source", "/volume", false), bind("source", "/etc", true))) {
            assertThat(errno(root.full().resolve("new"))).isEqualTo(Errno.EROFS);
            assertThat(errno(root.full().resolve("volume/new"))).isEqualTo(Errno.EROFS);
            assertThat(errno(root.full().resolve("etc/new"))).isZero();
            assertThat(errno(root.bare().resolve("new"))).isZero();
        }
    }

    @Test
    void aSourceThatIsNotThereIsLeftOut() {
        try (MountedRoot root = mount(false, bind("nosuch", "/volume", true))) {
            assertThat(root.full().resolve("volume/below")).hasContent("image");
        }
    }

    @Test
    void aFailedMountLeavesNothing() {
        Mount broken = Mount.of("overlay", "overlay", List.of("lowerdir=/nosuch"));
        RootContent content = new RootContent(List.of(overlay, broken), Optional.empty(), List.of(), false);

        assertThatThrownBy(() -> mounter.mount(ID, content)).isInstanceOf(LinuxException.class);

        assertThat(mounts()).isEmpty();
        assertThat(folder.resolve("roots").resolve(ID)).doesNotExist();
    }

    @Test
    void whatAKilledDaemonLeftIsSweptAndNoFileIsLost() throws IOException {
        MountedRoot left = mount(false, bind("source", "/volume", true));
        assertThat(left.full()).isDirectory();

        mounter.sweep();

        assertThat(mounts()).isEmpty();
        assertThat(folder.resolve("roots")).isEmptyDirectory();
        assertThat(folder.resolve("source/file")).hasContent("volume");
        mount(false).close();
    }

    @Test
    void aDescriptorStaysUsableAndTheLayerIsFreeWhenItIsClosed() {
        Mount exclusive = overlay.with("index=on");
        RootContent content = new RootContent(List.of(exclusive), Optional.empty(), List.of(), false);
        MountedRoot root = mounter.mount(ID, content);
        try (Fd open = KERNEL.files().open(root.full().toString(), Flags.O_PATH | Flags.O_DIRECTORY, 0)) {
            root.close();
            assertThat(KERNEL.files().stat(open, "volume")).isPresent();
        }
        mounter.mount(ID, content).close();
    }

    @Test
    void aBindOfTheBareRootOutlivesIt() throws IOException {
        Path other = Files.createDirectory(folder.resolve("started"));
        MountedRoot root = mount(false, bind("source", "/volume", true));
        KERNEL.mounts().mount(root.bare().toString(), other.toString(), "", Flags.MS_BIND, "");
        try {
            root.close();
            assertThat(other.resolve("volume/below")).hasContent("image");
        } finally {
            KERNEL.mounts().unmount(other.toString(), 0);
        }
    }

    @Test
    void aRunningContainersMountIsCopiedWithoutWhatIsMountedInIt() throws IOException {
        Path root = Files.createDirectory(folder.resolve("container"));
        String script = "mount -t overlay o -o lowerdir=" + folder.resolve("lower") + ",upperdir="
                + folder.resolve("upper") + ",workdir=" + folder.resolve("work") + " " + root
                + " && cd " + root + " && mkdir old && mount -t tmpfs none etc && mount -o remount,bind,ro . "
                + "&& pivot_root . old && echo ready && read line";
        Process other = new ProcessBuilder("unshare", "-m", "sh", "-c", script).start();
        try (Fd namespace = namespace(other);
                Fd live = KERNEL.processes().rootAlone(namespace);
                MountedRoot mounted = mounter.mount(
                        ID,
                        new RootContent(
                                List.of(), Optional.of(live), List.of(bind("source", "/volume", true)), false))) {
            assertThat(mounted.full().resolve("volume/file")).hasContent("volume");
            assertThat(mounted.bare().resolve("volume/below")).hasContent("image");
            assertThat(errno(mounted.full().resolve("etc/new"))).isZero();
            assertThat(folder.resolve("upper/etc/new")).exists();
        } finally {
            other.getOutputStream().close();
            other.onExit().join();
        }
    }

    private static Fd namespace(Process process) throws IOException {
        assertThat(process.inputReader().readLine()).isEqualTo("ready");
        return KERNEL.files().open("/proc/" + process.pid() + "/ns/mnt", Flags.O_RDONLY, 0);
    }

    private MountedRoot mount(boolean readOnly, RootContent.Bind... binds) {
        return mounter.mount(ID, new RootContent(List.of(overlay), Optional.empty(), List.of(binds), readOnly));
    }

    private RootContent.Bind bind(String source, String target, boolean readWrite) {
        return new RootContent.Bind(folder.resolve(source).toString(), target, readWrite);
    }

    private static int errno(Path file) {
        try {
            KERNEL.files()
                    .open(file.toString(), Flags.O_WRONLY | Flags.O_CREAT, 0600)
                    .close();
            return 0;
        } catch (LinuxException e) {
            return e.errno();
        }
    }

    private List<String> mounts() {
        try {
            return Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
                    .filter(line -> line.contains(folder.toString()))
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
