package dev.wharf.volume.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.linux.Linux;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.testkit.FakeContext;
import dev.wharf.spi.volume.VolumeName;
import dev.wharf.spi.volume.VolumeUser;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("privileged")
class KernelMounterPrivilegedTest {
    private static final VolumeName DATA = new VolumeName("data");
    private static final VolumeUser USER = new VolumeUser("user");

    @TempDir
    Path root;

    private final KernelMounter mounter = new KernelMounter(Linux::kernel);
    private LocalVolumeDriver driver;

    @BeforeEach
    void open() throws Exception {
        FakeContext context = new FakeContext(
                Files.createDirectories(root.resolve("vol umes")),
                Files.createDirectories(root.resolve("run")),
                Runnable::run);
        driver = LocalVolumeDriver.open(context, mounter);
    }

    @AfterEach
    void unmount() {
        mounter.unmount(content());
    }

    private Path content() {
        return root.resolve("vol umes/data/_data");
    }

    @Test
    void aTmpfsKeepsItsContentWhileItIsUsed() throws Exception {
        driver.create(DATA, Map.of("type", "tmpfs", "device", "tmpfs", "o", "size=1m,mode=0750"));

        driver.mount(DATA, USER);
        Files.writeString(content().resolve("file"), "text");
        open();
        driver.mount(DATA, USER);

        assertThat(content().resolve("file")).hasContent("text");
        assertThat(Files.getFileStore(content()).getTotalSpace()).isEqualTo(1 << 20);
        driver.unmount(DATA, USER);
        assertThat(content()).isEmptyDirectory();
        assertThat(mounter.isMounted(content())).isFalse();
        driver.remove(DATA);
        assertThat(driver.list()).isEmpty();
    }

    @Test
    void aFolderOfTheHostCanBeBoundReadOnly() throws Exception {
        Path host = Files.createDirectory(root.resolve("host"));
        Files.writeString(host.resolve("file"), "text");
        driver.create(DATA, Map.of("type", "none", "device", host.toString(), "o", "bind,ro"));

        driver.mount(DATA, USER);

        assertThat(content().resolve("file")).hasContent("text");
        assertThatThrownBy(() -> Files.createFile(content().resolve("more"))).isInstanceOf(FileSystemException.class);
        driver.unmount(DATA, USER);
        driver.remove(DATA);
        assertThat(host.resolve("file")).exists();
    }

    @Test
    void aMountIsFoundBehindASymbolicLink() throws Exception {
        driver.create(DATA, Map.of("type", "tmpfs", "device", "tmpfs"));
        driver.mount(DATA, USER);
        Path link = Files.createSymbolicLink(root.resolve("link"), root.resolve("vol umes"));

        assertThat(mounter.isMounted(link.resolve("data/_data"))).isTrue();
        assertThat(mounter.isMounted(link)).isFalse();
    }

    @Test
    void whatTheKernelRefusesIsTheFaultOfTheClient() {
        driver.create(DATA, Map.of("type", "none", "device", "/no/such/folder", "o", "bind"));

        assertThatThrownBy(() -> driver.mount(DATA, USER))
                .hasMessageStartingWith("failed to mount local volume: ")
                .satisfies(error ->
                        assertThat(((DriverException) error).kind()).isEqualTo(DriverException.Kind.INVALID_ARGUMENT));
        driver.remove(DATA);
    }

    @Test
    void whatIsMountedBelowAVolumeIsNotDeleted() throws Exception {
        driver.create(DATA, Map.of());
        Path inner = Files.createDirectory(content().resolve("inner"));
        mounter.mount(new MountRequest("tmpfs", "", "tmpfs"), inner);
        try {
            assertThatThrownBy(() -> driver.remove(DATA)).isInstanceOf(DriverException.class);
        } finally {
            try (var left = Files.walk(root.resolve("vol umes"))) {
                left.filter(path -> path.endsWith("inner")).forEach(mounter::unmount);
            }
        }
    }
}
