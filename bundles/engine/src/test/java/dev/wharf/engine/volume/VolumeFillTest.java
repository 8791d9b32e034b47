package dev.wharf.engine.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.volume.VolumeRequest;
import dev.wharf.engine.testing.FakeRegistry;
import dev.wharf.engine.testing.FakeVolumes;
import dev.wharf.engine.testing.InMemoryStore;
import dev.wharf.engine.testing.ManualClock;
import dev.wharf.engine.testing.RecordedEvents;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Linux;
import dev.wharf.spi.volume.VolumeName;
import dev.wharf.spi.volume.VolumeUser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VolumeFillTest {
    private static final FileTime TIME = FileTime.from(Instant.ofEpochSecond(1_600_000_000L, 123_456_789));

    @TempDir
    Path root;

    private final InMemoryStore store = new InMemoryStore();
    private FakeVolumes local;
    private VolumeTable table;
    private Path image;

    @BeforeEach
    void setUp() throws Exception {
        local = new FakeVolumes(root.resolve("local"));
        FakeRegistry drivers = new FakeRegistry();
        drivers.volume().arrive("local", local);
        table = new VolumeTable(store, drivers, volume -> List.of(), new RecordedEvents(), new ManualClock());
        table.create(new VolumeRequest("data", "", Map.of(), Map.of()), false);
        image = root.resolve("image");
        Files.createDirectories(image.resolve("sub"));
        Files.writeString(image.resolve("file"), "text");
        Files.createLink(image.resolve("sub/hard"), image.resolve("file"));
        Files.createSymbolicLink(image.resolve("link"), Path.of("file"));
        Files.setPosixFilePermissions(image, PosixFilePermissions.fromString("rwx------"));
        Files.setLastModifiedTime(image.resolve("file"), TIME);
        Files.setLastModifiedTime(image.resolve("sub"), TIME);
    }

    private Optional<Fd> image() {
        return Optional.of(Linux.kernel().files().open(image.toString(), Flags.O_RDONLY | Flags.O_DIRECTORY, 0));
    }

    @Test
    void anEmptyVolumeTakesTheContentWithAllThatItHas() throws Exception {
        table.fill("data", this::image);

        Path content = local.content("data");
        assertThat(content.resolve("file")).hasContent("text");
        assertThat(Files.readSymbolicLink(content.resolve("link"))).isEqualTo(Path.of("file"));
        assertThat(Files.isSameFile(content.resolve("file"), content.resolve("sub/hard")))
                .isTrue();
        assertThat(Files.getLastModifiedTime(content.resolve("file"))).isEqualTo(TIME);
        assertThat(Files.getLastModifiedTime(content.resolve("sub"))).isEqualTo(TIME);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(content)))
                .isEqualTo("rwx------");
        assertThat(local.users("data")).isEmpty();
        assertThat(new VolumeStore(store).find("data").orElseThrow().filling()).isFalse();
    }

    @Test
    void aVolumeWithContentStaysAsItIs() throws Exception {
        Files.writeString(local.content("data").resolve("own"), "mine");

        table.fill("data", () -> {
            throw new IllegalStateException("nobody wants it");
        });

        try (var entries = Files.list(local.content("data"))) {
            assertThat(entries).hasSize(1);
        }
    }

    @Test
    void aCopyThatWasInterruptedIsMadeAgain() throws Exception {
        VolumeStore records = new VolumeStore(store);
        records.put(records.find("data").orElseThrow().filling(true));
        Files.writeString(local.content("data").resolve("file"), "te");
        Files.createDirectories(local.content("data").resolve("sub/half"));

        table.fill("data", this::image);

        assertThat(local.content("data").resolve("file")).hasContent("text");
        assertThat(local.content("data").resolve("sub/half")).doesNotExist();
        assertThat(records.find("data").orElseThrow().filling()).isFalse();
    }

    @Test
    void aCopyThatAKilledDaemonBeganKeepsNobodyFromRemovingTheVolume() {
        local.mount(new VolumeName("data"), new VolumeUser(VolumeFill.USER));

        table.remove("data", false);

        assertThat(local.list()).isEmpty();
    }

    @Test
    void whereTheImageHasNothingNothingIsMounted() {
        local.failMounts(true);

        table.fill("data", Optional::empty);

        assertThatThrownBy(() -> table.fill("data", this::image)).isInstanceOf(EngineException.Internal.class);
    }
}
