package dev.wharf.engine.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.ContainerConfig;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.container.MountPoint;
import dev.wharf.engine.api.container.MountRequest;
import dev.wharf.engine.container.MountPlan.Planned;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanMountsTest {
    @TempDir
    Path root;

    private Rig rig;

    @BeforeEach
    void setUp() {
        rig = new Rig(root);
    }

    private MountPlan plan(HostConfig hostConfig, String... volumes) {
        ContainerConfig config =
                ContainerConfig.builder().volumes(Set.of(volumes)).build();
        return new PlanMounts(rig.supervisor.site()).of(config, hostConfig);
    }

    private MountPlan binds(String... binds) {
        return plan(HostConfig.builder().binds(List.of(binds)).build());
    }

    @Test
    void anOwnBindWinsOverThoseOfOthersAndOverTheImage() {
        String other = rig.create(
                "", HostConfig.builder().binds(List.of("one:/a", "/srv:/b:ro")).build(), "sleep");
        HostConfig asked = HostConfig.builder()
                .volumesFrom(List.of(other))
                .binds(List.of("two:/a"))
                .build();

        List<MountPoint> points = plan(asked, "/a", "/b", "/c").points();

        assertThat(points).extracting(MountPoint::destination).containsExactlyInAnyOrder("/a", "/b", "/c");
        assertThat(points).extracting(MountPoint::volume).contains("two").doesNotContain("one");
        assertThat(points.stream().filter(point -> point.destination().equals("/b")))
                .allMatch(point -> !point.readWrite());
    }

    @Test
    void theMountsOfOthersAreNotMoreWritableThanTheirs() {
        String other = rig.create(
                "", HostConfig.builder().binds(List.of("one:/a:ro", "two:/b")).build(), "sleep");

        assertThat(plan(HostConfig.builder().volumesFrom(List.of(other + ":rw")).build())
                        .points())
                .extracting(MountPoint::readWrite)
                .containsExactly(false, true);
        assertThat(plan(HostConfig.builder()
                                .volumesFrom(List.of(other + ":ro,z"))
                                .build())
                        .points())
                .extracting(MountPoint::readWrite)
                .containsExactly(false, false);
        for (String mode : List.of("rshared", "nocopy", "fast")) {
            HostConfig asked = HostConfig.builder()
                    .volumesFrom(List.of(other + ":" + mode))
                    .build();
            assertThatThrownBy(() -> plan(asked))
                    .isInstanceOf(EngineException.InvalidArgument.class)
                    .hasMessage("invalid mode for volumes-from: " + mode);
        }
    }

    @Test
    void onlyOwnLocalVolumesAreFilled() {
        String other =
                rig.create("", HostConfig.builder().binds(List.of("one:/a")).build(), "sleep");
        HostConfig asked = HostConfig.builder()
                .volumesFrom(List.of(other))
                .binds(List.of("two:/b", "three:/c:nocopy", "/srv:/d"))
                .build();

        assertThat(plan(asked, "/e").mounts().stream().filter(Planned::isFilled))
                .extracting(planned -> planned.point().destination())
                .containsExactly("/b", "/e");
        assertThat(plan(asked, "/e").mounts().stream().filter(Planned::isAnonymous))
                .extracting(planned -> planned.point().destination())
                .containsExactly("/e");
    }

    /** As Docker 20.10 does (daemon/volumes.go, setBindModeIfNull). */
    @Test
    void volumesOfTheLocalDriverThatAreAskedForHaveAMode() {
        MountRequest unnamed = new MountRequest.Volume("", "/b", false, false, "", Map.of(), Map.of());
        MountRequest far = new MountRequest.Volume("far", "/c", false, false, "far", Map.of(), Map.of());
        HostConfig asked = HostConfig.builder()
                .binds(List.of("one:/a", "two:/d:ro"))
                .mounts(List.of(unnamed, far))
                .build();

        assertThat(plan(asked, "/e").points())
                .extracting(MountPoint::destination, MountPoint::mode)
                .containsExactlyInAnyOrder(
                        tuple("/a", "z"), tuple("/b", "z"), tuple("/c", ""), tuple("/d", "ro"), tuple("/e", ""));
    }

    @Test
    void oneTargetIsMountedOnce() {
        assertThatThrownBy(() -> binds("one:/a", "/srv:/a/"))
                .isInstanceOf(EngineException.InvalidArgument.class)
                .hasMessage("Duplicate bind mount /a");
        HostConfig both = HostConfig.builder()
                .binds(List.of("one:/a"))
                .tmpfs(Map.of("/a/", ""))
                .build();
        assertThatThrownBy(() -> plan(both)).hasMessage("Duplicate bind mount /a");
        assertThat(plan(HostConfig.builder().tmpfs(Map.of("/a", "")).build(), "/a")
                        .mounts())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"vol:/a:rshared,volume,BindOptions", "/srv:/a:nocopy,bind,VolumeOptions"})
    void modesThatDoNotFitAreRefused(String bind, String type, String field) {
        assertThatThrownBy(() -> binds(bind))
                .isInstanceOf(EngineException.InvalidArgument.class)
                .hasMessage("invalid volume specification: '" + bind + "': invalid mount config for type \"" + type
                        + "\": field " + field + " must not be specified");
    }

    @Test
    void aBindAroundTheDaemonsFolderHearsOfItsMounts() {
        String data = root.resolve("data").toString();

        assertThat(binds("/:/host").points().get(0).propagation()).isEqualTo("rslave");
        assertThat(binds(data + "/volumes:/v").points().get(0).propagation()).isEqualTo("rslave");
        assertThat(binds("/:/host:rshared").points().get(0).propagation()).isEqualTo("rshared");
        assertThat(binds("/srv:/host").points().get(0).propagation()).isEqualTo("rprivate");
        assertThatThrownBy(() -> binds("/:/host:private"))
                .isInstanceOf(EngineException.InvalidArgument.class)
                .hasMessageStartingWith("invalid mount config: must use either propagation mode");
    }
}
