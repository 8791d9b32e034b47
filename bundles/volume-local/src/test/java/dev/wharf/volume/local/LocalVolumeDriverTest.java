package dev.wharf.volume.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.testkit.FakeContext;
import dev.wharf.spi.volume.VolumeInfo;
import dev.wharf.spi.volume.VolumeName;
import dev.wharf.spi.volume.VolumeUser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalVolumeDriverTest {
    private static final VolumeName DATA = new VolumeName("data");
    private static final VolumeUser ONE = new VolumeUser("one");
    private static final VolumeUser OTHER = new VolumeUser("other");
    private static final Map<String, String> TMPFS = Map.of("type", "tmpfs", "device", "tmpfs", "o", "size=1m");

    @TempDir
    Path root;

    private final FakeMounter mounter = new FakeMounter();
    private LocalVolumeDriver driver;

    @BeforeEach
    void open() throws Exception {
        FakeContext context = new FakeContext(
                Files.createDirectories(root.resolve("volumes")),
                Files.createDirectories(root.resolve("run")),
                Runnable::run);
        driver = LocalVolumeDriver.open(context, mounter);
    }

    private Path content() {
        return root.resolve("volumes/data/_data");
    }

    @Test
    void aVolumeIsAFolderWhereDockerHasIt() throws Exception {
        driver.create(DATA, Map.of());

        assertThat(driver.get(DATA)).isPresent();
        assertThat(driver.list()).extracting(VolumeInfo::name).containsExactly(DATA);
        assertThat(driver.get(DATA).orElseThrow().mountpoint()).contains(content());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(content())))
                .isEqualTo("rwxr-xr-x");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(content().getParent())))
                .isEqualTo("rwx-----x");
        assertThat(driver.mount(DATA, ONE).folder()).isEqualTo(content());
        assertThat(mounter.mounts()).isEmpty();
    }

    @Test
    void aFolderThatSomebodyPutsThereIsAVolume() throws Exception {
        Files.createDirectories(root.resolve("volumes/dropped/_data"));
        Files.createDirectories(root.resolve("volumes/empty"));
        Files.createFile(root.resolve("volumes/metadata.db"));

        assertThat(driver.list()).extracting(info -> info.name().value()).containsExactly("dropped");
    }

    @Test
    void aNameIsTakenOnce() {
        driver.create(DATA, Map.of());

        assertThatThrownBy(() -> driver.create(DATA, Map.of())).satisfies(kind(Kind.ALREADY_EXISTS));
    }

    @Test
    void aRemovedVolumeIsGoneWithItsContent() throws Exception {
        driver.create(DATA, Map.of());
        Files.writeString(content().resolve("file"), "text");

        driver.remove(DATA);
        driver.remove(DATA);

        assertThat(driver.list()).isEmpty();
        assertThat(root.resolve("volumes")).isEmptyDirectory();
    }

    @Test
    void aVolumeThatIsUsedIsNotRemoved() throws Exception {
        driver.create(DATA, Map.of());
        driver.mount(DATA, ONE);
        open();

        assertThatThrownBy(() -> driver.remove(DATA)).satisfies(kind(Kind.IN_USE));

        driver.unmount(DATA, ONE);
        driver.unmount(DATA, ONE);
        driver.remove(DATA);
        assertThat(driver.get(DATA)).isEmpty();
    }

    @Test
    void whatIsNotThereIsNotMounted() {
        assertThatThrownBy(() -> driver.mount(DATA, ONE))
                .satisfies(kind(Kind.NOT_FOUND))
                .hasMessage("get data: no such volume");
        driver.unmount(DATA, ONE);
    }

    @Test
    void optionsAreMountedForTheFirstUserAndUnmountedAfterTheLast() throws Exception {
        driver.create(DATA, TMPFS);
        assertThat(mounter.mounts()).isEmpty();

        driver.mount(DATA, ONE);
        driver.mount(DATA, ONE);
        open();
        driver.mount(DATA, OTHER);
        driver.mount(DATA, ONE);
        assertThat(mounter.mounts())
                .containsExactly(Map.entry(content(), new MountRequest("tmpfs", "size=1m", "tmpfs")));

        driver.unmount(DATA, ONE);
        assertThat(mounter.mounts()).hasSize(1);
        driver.unmount(DATA, OTHER);
        assertThat(mounter.mounts()).isEmpty();
    }

    @Test
    void usersOfAMountThatIsGoneAreGone() {
        driver.create(DATA, TMPFS);
        driver.mount(DATA, ONE);
        mounter.unmount(content());

        driver.mount(DATA, OTHER);
        driver.unmount(DATA, OTHER);

        assertThat(mounter.mounts()).isEmpty();
    }

    @Test
    void usersOfAnEarlierBootAreGone() throws Exception {
        driver.create(DATA, Map.of());
        driver.mount(DATA, ONE);
        Files.writeString(root.resolve("run/boot"), "earlier");
        open();

        driver.remove(DATA);

        assertThat(driver.list()).isEmpty();
    }

    @Test
    void aMountThatFailsHasNoUser() {
        driver.create(DATA, TMPFS);
        mounter.fail();

        assertThatThrownBy(() -> driver.mount(DATA, ONE)).satisfies(kind(Kind.INVALID_ARGUMENT));

        driver.remove(DATA);
        assertThat(driver.list()).isEmpty();
    }

    @Test
    void badOptionsLeaveNothing() {
        assertThatThrownBy(() -> driver.create(DATA, Map.of("colour", "red")))
                .satisfies(kind(Kind.INVALID_ARGUMENT))
                .hasMessage("invalid option: \"colour\"");
        assertThatThrownBy(() -> driver.create(DATA, Map.of("o", "bind")))
                .satisfies(kind(Kind.INVALID_ARGUMENT))
                .hasMessage("missing required option: \"device\"");
        assertThatThrownBy(() -> driver.create(DATA, Map.of("type", "tmpfs")))
                .hasMessage("missing required option: \"device\"");
        assertThatThrownBy(() -> driver.create(DATA, Map.of("size", "10m")))
                .satisfies(kind(Kind.UNSUPPORTED))
                .hasMessage("quota size requested but no quota support");
        assertThatThrownBy(() -> driver.create(DATA, Map.of("size", "much"))).satisfies(kind(Kind.INVALID_ARGUMENT));
        assertThat(root.resolve("volumes")).isEmptyDirectory();
    }

    @Test
    void whatAnInterruptedRemovalLeftGoesAtTheNextStart() throws Exception {
        Files.createDirectories(root.resolve("volumes/.removed-1/_data"));
        open();

        assertThat(root.resolve("volumes")).isEmptyDirectory();
    }

    private static java.util.function.Consumer<Throwable> kind(Kind kind) {
        return error -> assertThat(((DriverException) error).kind()).isEqualTo(kind);
    }
}
