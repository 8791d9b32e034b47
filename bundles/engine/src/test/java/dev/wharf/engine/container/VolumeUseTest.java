package dev.wharf.engine.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.ContainerConfig;
import dev.wharf.engine.api.container.CreateRequest;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.container.MountPoint;
import dev.wharf.engine.api.container.MountRequest;
import dev.wharf.engine.api.container.RemoveOptions;
import dev.wharf.engine.api.event.Event;
import dev.wharf.engine.api.volume.Volume;
import dev.wharf.engine.api.volume.VolumeRequest;
import dev.wharf.engine.root.RootContent;
import dev.wharf.engine.testing.FakeVolumes;
import dev.wharf.spi.volume.VolumeName;
import dev.wharf.spi.volume.VolumeUser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VolumeUseTest {
    private static final RemoveOptions WITH_VOLUMES = new RemoveOptions(true, true, false);
    private static final HostConfig DATA =
            HostConfig.builder().binds(List.of("data:/data")).build();

    @TempDir
    Path root;

    private Rig rig;

    @BeforeEach
    void setUp() {
        rig = new Rig(root);
    }

    private String running(HostConfig hostConfig) {
        String id = rig.create("", hostConfig, "sleep");
        rig.lifecycle().start(id);
        return id;
    }

    private static CreateRequest anonymous(HostConfig hostConfig) {
        ContainerConfig config = ContainerConfig.builder()
                .image("busybox")
                .cmd(List.of("sleep"))
                .volumes(Set.of("/anon"))
                .build();
        return new CreateRequest("", config, hostConfig);
    }

    private List<String> volumes() {
        return rig.volumeService().list(Map.of()).stream().map(Volume::name).toList();
    }

    private List<String> told() {
        return rig.events().all().stream()
                .filter(event -> event.type() == Event.Type.VOLUME)
                .map(Event::action)
                .toList();
    }

    @Test
    void aVolumeIsMountedWhileItsContainerRuns() {
        String id = running(DATA);
        assertThat(rig.local().users("data")).containsExactly(id);

        rig.lifecycle().kill(id, "");

        assertThat(rig.state(id)).isEqualTo(ContainerState.EXITED);
        assertThat(rig.local().users("data")).isEmpty();
        assertThat(told()).containsExactly("create", "mount", "unmount");
    }

    @Test
    void twoContainersAreTwoUsers() {
        String one = running(DATA);
        String two = running(DATA);

        rig.lifecycle().kill(one, "");

        assertThat(rig.local().users("data")).containsExactly(two);
    }

    @Test
    void aStartThatFailsLetsGoOfVolumes() {
        String id = rig.create("", DATA, "nosuch");

        assertThatThrownBy(() -> rig.lifecycle().start(id)).isInstanceOf(EngineException.class);

        assertThat(rig.local().users("data")).isEmpty();
    }

    @Test
    void aVolumeThatCannotBeMountedStopsTheStartAndUndoesOthers() {
        drive("other", new FakeVolumes(root.resolve("other")));
        rig.volumeService().create(request("first", "local"));
        FakeVolumes broken = new FakeVolumes(root.resolve("broken"));
        drive("broken", broken);
        rig.volumeService().create(request("second", "broken"));
        HostConfig both =
                HostConfig.builder().binds(List.of("first:/a", "second:/b")).build();
        String id = rig.create("", both, "sleep");
        broken.failMounts(true);

        assertThatThrownBy(() -> rig.lifecycle().start(id))
                .isInstanceOf(EngineException.Internal.class)
                .hasMessage(
                        "Cannot start container " + id + ": error while mounting volume 'second': the disk is broken");

        assertThat(rig.local().users("first")).isEmpty();
        assertThat(rig.containers().inspect(id).status().exitCode()).isEqualTo(128);
    }

    private void drive(String name, FakeVolumes driver) {
        rig.drivers().volume().arrive(name, driver);
    }

    private static VolumeRequest request(String name, String driver) {
        return new VolumeRequest(name, driver, Map.of(), Map.of());
    }

    @Test
    void aVolumeWhoseDriverIsAwayMakesTheStartUnavailable() {
        drive("far", new FakeVolumes(root.resolve("far")));
        rig.volumeService().create(request("data", "far"));
        String id = rig.create("", DATA, "sleep");
        rig.drivers().volume().leave("far");

        assertThatThrownBy(() -> rig.lifecycle().start(id))
                .isInstanceOf(EngineException.Unavailable.class)
                .hasMessageContaining("far");
        assertThat(volumes()).containsExactly("data");

        drive("far", new FakeVolumes(root.resolve("far")));
        rig.lifecycle().start(id);
        assertThat(rig.state(id)).isEqualTo(ContainerState.RUNNING);
    }

    @Test
    void aVolumeDriverIsUsedForWhatIsNotThere() {
        FakeVolumes far = new FakeVolumes(root.resolve("far"));
        drive("far", far);
        HostConfig asked = DATA.toBuilder().volumeDriver("far").build();

        String id = rig.create("", asked, "sleep");

        MountPoint point = rig.containers().inspect(id).mounts().get(0);
        assertThat(point.driver()).isEqualTo("far");
        assertThat(point.source()).isEqualTo(far.content("data").toString());
        HostConfig local = DATA.toBuilder().volumeDriver("local").build();
        assertThatThrownBy(() -> rig.create("", local, "sleep")).isInstanceOf(EngineException.Conflict.class);
        HostConfig unknown = HostConfig.builder()
                .binds(List.of("more:/data"))
                .volumeDriver("nosuch")
                .build();
        assertThatThrownBy(() -> rig.create("", unknown, "sleep"))
                .isInstanceOf(EngineException.NotFound.class)
                .hasMessage("create more: error looking up volume plugin nosuch: plugin \"nosuch\" not found");
        assertThat(rig.create("", DATA, "sleep")).isNotEmpty();
    }

    private static MountRequest.Volume volume(String name, String driver) {
        return new MountRequest.Volume(name, "/v", false, false, driver, Map.of("o", "rw"), Map.of("tier", "gold"));
    }

    private static HostConfig mounts(MountRequest... mounts) {
        return HostConfig.builder().mounts(List.of(mounts)).build();
    }

    @Test
    void aMountTellsHowItsVolumeIsMade() {
        FakeVolumes far = new FakeVolumes(root.resolve("far"));
        drive("far", far);

        String id = rig.create("", mounts(volume("data", "far")), "sleep");

        MountPoint point = rig.containers().inspect(id).mounts().get(0);
        assertThat(point.driver()).isEqualTo("far");
        assertThat(point.destination()).isEqualTo("/v");
        assertThat(point.mode()).isEmpty();
        assertThat(far.options("data")).containsExactly(Map.entry("o", "rw"));
        assertThat(rig.volumeService().inspect("data").labels()).containsExactly(Map.entry("tier", "gold"));
        assertThatThrownBy(() -> rig.create("", mounts(volume("more", "nosuch")), "sleep"))
                .isInstanceOf(EngineException.NotFound.class)
                .hasMessage("create more: error looking up volume plugin nosuch: plugin \"nosuch\" not found");
    }

    @Test
    void aMountOfAVolumeThatIsThereTakesItAsItIs() {
        FakeVolumes far = new FakeVolumes(root.resolve("far"));
        drive("far", far);
        rig.volumeService().create(new VolumeRequest("data", "far", Map.of("o", "ro"), Map.of()));

        String id = rig.create("", mounts(volume("data", "")), "sleep");

        assertThat(rig.containers().inspect(id).mounts().get(0).driver()).isEqualTo("far");
        assertThat(far.options("data")).containsExactly(Map.entry("o", "ro"));
    }

    @Test
    void aMountWithoutANameIsAVolumeOfTheContainer() {
        String id = rig.create("", mounts(volume("", "")), "sleep");
        assertThat(volumes()).hasSize(1);

        rig.containers().remove(id, WITH_VOLUMES);

        assertThat(volumes()).isEmpty();
    }

    @Test
    void theSourceOfAMountIsNotMadeWhenItIsMissing() throws IOException {
        Path source = Files.createDirectory(root.resolve("source"));
        String id = rig.create("", mounts(new MountRequest.Bind(source.toString(), "/s/", true, "rslave")), "sleep");
        MountPoint point = rig.containers().inspect(id).mounts().get(0);
        assertThat(point)
                .isEqualTo(new MountPoint(MountPoint.Kind.BIND, "", "", source.toString(), "/s", "", false, "rslave"));

        Files.delete(source);

        assertThatThrownBy(() -> rig.lifecycle().start(id))
                .isInstanceOf(EngineException.InvalidArgument.class)
                .hasMessageEndingWith(
                        "invalid mount config for type \"bind\": bind source path does not exist: " + source);
        assertThat(source).doesNotExist();
    }

    @Test
    void aVolumeThatAContainerHasIsNotRemoved() {
        String id = rig.create("", DATA, "sleep");

        assertThatThrownBy(() -> rig.volumeService().remove("data", false))
                .hasMessage("remove data: volume is in use - [" + id + "]");

        rig.containers().remove(id, WITH_VOLUMES);
        assertThat(volumes()).containsExactly("data");
        rig.volumeService().remove("data", false);
    }

    @Test
    void anAnonymousVolumeGoesWithItsLastContainer() {
        String first = rig.containers().create(anonymous(HostConfig.empty())).id();
        HostConfig from = HostConfig.builder().volumesFrom(List.of(first)).build();
        String second = rig.create("", from, "sleep");
        assertThat(volumes()).hasSize(1);

        rig.containers().remove(first, WITH_VOLUMES);
        assertThat(volumes()).hasSize(1);

        rig.containers().remove(second, WITH_VOLUMES);
        assertThat(volumes()).isEmpty();
    }

    @Test
    void anAnonymousVolumeThatSomebodyNamesIsKeptByThatContainer() {
        String first = rig.containers().create(anonymous(HostConfig.empty())).id();
        String volume = volumes().get(0);
        rig.containers().remove(first, new RemoveOptions(false, false, false));
        String second = rig.create(
                "", HostConfig.builder().binds(List.of(volume + ":/x")).build(), "sleep");

        rig.containers().remove(second, WITH_VOLUMES);

        assertThat(volumes()).containsExactly(volume);
    }

    @Test
    void aContainerThatIsNotMadeLeavesNoAnonymousVolume() {
        rig.create("taken", HostConfig.empty(), "sleep");
        rig.store().fill(true);

        assertThatThrownBy(() -> rig.containers().create(anonymous(HostConfig.empty())))
                .isInstanceOf(EngineException.class);

        rig.store().fill(false);
        assertThat(volumes()).isEmpty();
    }

    @Test
    void theContentOfTheImageIsCopiedUnlessItIsNotWanted() {
        rig.mounter().prepare(VolumeUseTest::image);

        rig.create("", DATA, "sleep");
        rig.create("", HostConfig.builder().binds(List.of("bare:/data:nocopy")).build(), "sleep");
        rig.create("", mounts(new MountRequest.Volume("full", "/data", false, false, "", Map.of(), Map.of())), "sleep");
        rig.create("", mounts(new MountRequest.Volume("none", "/data", false, true, "", Map.of(), Map.of())), "sleep");

        assertThat(rig.local().content("data").resolve("file")).hasContent("text");
        assertThat(rig.local().content("full").resolve("file")).hasContent("text");
        assertThat(rig.local().content("none")).isEmptyDirectory();
        assertThat(rig.local().content("bare")).isEmptyDirectory();
        assertThat(rig.mounter().mounted()).isEmpty();
        assertThat(rig.local().users("data")).isEmpty();
    }

    private static void image(Path top) {
        try {
            Files.createDirectories(top.resolve("data"));
            Files.writeString(top.resolve("data/file"), "text");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aVolumeCannotBeMountedOverAFile() {
        rig.mounter().prepare(VolumeUseTest::image);
        HostConfig over = HostConfig.builder().binds(List.of("data:/data/file")).build();

        assertThatThrownBy(() -> rig.create("", over, "sleep"))
                .isInstanceOf(EngineException.InvalidArgument.class)
                .hasMessage("cannot mount volume over existing file, file exists /data/file");
        assertThat(rig.graph().keys()).isEmpty();
    }

    @Test
    void theFilesOfAContainerShowItsVolumesWhileSomebodyReadsThem() {
        String id = rig.create("", DATA, "sleep");

        try (ContainerRoot open = rig.opener().open(id)) {
            assertThat(open.container().id()).isEqualTo(id);
            assertThat(rig.local().users("data")).containsExactly(id + ".files");
            assertThat(rig.mounter().content(id).binds())
                    .contains(new RootContent.Bind(rig.local().content("data").toString(), "/data", true));
        }

        assertThat(rig.local().users("data")).isEmpty();
    }

    @Test
    void volumesAreMountedAgainAfterARestartOfTheDaemon() {
        String id = running(DATA);

        Rig after = rig.restarted();
        FakeVolumes reopened = new FakeVolumes(root.resolve("data/volumes"));
        after.drivers().volume().arrive("local", reopened);
        var recovery = new VolumeRecovery(after.supervisor);

        assertThat(reopened.users("data")).containsExactly(id);
        recovery.close();
    }

    @Test
    void whatAKilledDaemonLeftIsLetGo() {
        String id = rig.create("", DATA, "sleep");
        rig.local().mount(new VolumeName("data"), new VolumeUser(id));

        Rig after = rig.restarted();
        after.drivers().volume().arrive("local", rig.local());
        var recovery = new VolumeRecovery(after.supervisor);

        assertThat(rig.local().users("data")).isEmpty();
        recovery.close();
    }
}
