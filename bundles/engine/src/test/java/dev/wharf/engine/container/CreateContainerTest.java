package dev.wharf.engine.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.Container;
import dev.wharf.engine.api.container.ContainerConfig;
import dev.wharf.engine.api.container.ContainerStatus.Phase;
import dev.wharf.engine.api.container.CreateRequest;
import dev.wharf.engine.api.container.Created;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.container.LogConfig;
import dev.wharf.engine.api.container.MountPoint;
import dev.wharf.engine.api.container.NetworkConfig;
import dev.wharf.engine.api.container.RemoveOptions;
import dev.wharf.engine.check.Forwarding;
import dev.wharf.store.Durability;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CreateContainerTest {
    private static final HostConfig NO_NETWORK =
            HostConfig.builder().network(NetworkConfig.ofMode("none")).build();

    @TempDir
    Path root;

    private Rig rig;

    @BeforeEach
    void setUp() {
        rig = new Rig(root);
    }

    @Test
    void makesAContainerThatWasNeverStarted() {
        String id = rig.create("web", NO_NETWORK, "sleep", "1");

        Container container = rig.containers().inspect("web");
        assertThat(container.id()).isEqualTo(id).hasSize(64);
        assertThat(container.status().phase()).isEqualTo(Phase.CREATED);
        assertThat(container.command()).containsExactly("sleep", "1");
        assertThat(container.config().hostname()).isEqualTo(id.substring(0, 12));
        assertThat(container.hostConfig().log().type()).isEqualTo("json-file");
        assertThat(container.files().hosts()).isEmpty();
        assertThat(rig.graph().keys()).containsExactly(id);
        assertThat(rig.events().actions()).containsExactly("create");
    }

    @Test
    void needsOneDurableTransaction() {
        rig.create("true");

        assertThat(rig.store().transactions().stream().filter(Durability.POWER_LOSS::equals))
                .hasSize(1);
    }

    @Test
    void makesUpAName() {
        String id = rig.create("true");

        assertThat(rig.containers().inspect(id).name()).matches("[a-z]+_[a-z]+[0-9]?");
    }

    @Test
    void refusesATakenName() {
        String id = rig.create("web", NO_NETWORK, "true");

        assertThatThrownBy(() -> rig.create("/web", NO_NETWORK, "true"))
                .isInstanceOf(EngineException.Conflict.class)
                .hasMessage("Conflict. The name \"web\" is already in use by container " + id.substring(0, 12)
                        + ". You have to remove (or rename) that container to be able to reuse that name.");
        assertThat(rig.graph().keys()).containsExactly(id);
    }

    @Test
    void refusesABadName() {
        assertThatThrownBy(() -> rig.create("-bad", NO_NETWORK, "true"))
                .isInstanceOf(EngineException.InvalidArgument.class)
                .hasMessage("Invalid container name (-bad), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed");
    }

    @Test
    void refusesAnUnknownImage() {
        ContainerConfig config =
                ContainerConfig.builder().image("nosuch").cmd(List.of("true")).build();

        assertThatThrownBy(() -> rig.containers().create(new CreateRequest("", config, HostConfig.empty())))
                .isInstanceOf(EngineException.NotFound.class)
                .hasMessage("No such image: nosuch:latest");
    }

    @Test
    void refusesAContainerWithoutCommand() {
        ContainerConfig config = ContainerConfig.builder().image("busybox").build();

        assertThatThrownBy(() -> rig.containers().create(new CreateRequest("", config, HostConfig.empty())))
                .isInstanceOf(EngineException.InvalidArgument.class)
                .hasMessage("No command specified");
    }

    @Test
    void refusesAnUnknownLogOption() {
        HostConfig logs = HostConfig.builder()
                .log(new LogConfig("json-file", Map.of("nope", "1")))
                .build();

        assertThatThrownBy(() -> rig.create("", logs, "true"))
                .isInstanceOf(EngineException.InvalidArgument.class)
                .hasMessage("unknown log opt 'nope' for json-file log driver");
    }

    @Test
    void logOptionsWithoutADriverAreForTheDaemonsOne() {
        HostConfig logs =
                HostConfig.builder().log(new LogConfig("", Map.of("nope", "1"))).build();

        assertThatThrownBy(() -> rig.create("", logs, "true"))
                .isInstanceOf(EngineException.InvalidArgument.class)
                .hasMessage("unknown log opt 'nope' for json-file log driver");
    }

    @Test
    void refusesAnUnknownLogDriver() {
        HostConfig logs =
                HostConfig.builder().log(new LogConfig("nope", Map.of())).build();

        assertThatThrownBy(() -> rig.create("", logs, "true"))
                .isInstanceOf(EngineException.InvalidArgument.class)
                .hasMessage("Failed to get logging factory: logger: no log driver named 'nope' is registered");
    }

    @Test
    void leavesNothingWhenTheStoreIsFull() {
        rig.store().fill(true);

        assertThatThrownBy(() -> rig.create("web", NO_NETWORK, "true")).isInstanceOf(EngineException.Internal.class);

        rig.store().fill(false);
        assertThat(rig.graph().keys()).isEmpty();
        assertThat(root.resolve("data/containers")).isEmptyDirectory();
        assertThat(rig.create("web", NO_NETWORK, "true")).isNotEmpty();
    }

    @Test
    void connectsToTheBridgeWithoutAWord() {
        ContainerConfig config =
                ContainerConfig.builder().image("busybox").cmd(List.of("true")).build();

        Created bridged = rig.containers().create(new CreateRequest("", config, HostConfig.empty()));
        Created none = rig.containers().create(new CreateRequest("", config, NO_NETWORK));

        List<String> ofTheHost = new Forwarding().warningsAfter(List.of());
        assertThat(bridged.warnings()).isEqualTo(ofTheHost);
        assertThat(none.warnings()).isEqualTo(ofTheHost);
        assertThat(rig.containers().inspect(bridged.id()).hostConfig().network().mode())
                .isEqualTo("default");
        assertThat(rig.containers().inspect(bridged.id()).network().endpoints()).containsOnlyKeys("bridge");
    }

    @Test
    void makesAnonymousVolumesAndRemovesThemOnRequest() {
        ContainerConfig config = ContainerConfig.builder()
                .image("busybox")
                .cmd(List.of("true"))
                .volumes(Set.of("/data"))
                .build();
        String id = rig.containers()
                .create(new CreateRequest("", config, NO_NETWORK))
                .id();

        MountPoint mount = rig.containers().inspect(id).mounts().get(0);
        assertThat(Path.of(mount.source())).isDirectory();
        rig.containers().remove(id, new RemoveOptions(true, false, false));
        assertThat(Path.of(mount.source()).getParent()).doesNotExist();
    }

    @Test
    void keepsNamedVolumesAtRemoval() {
        HostConfig named = NO_NETWORK.toBuilder().binds(List.of("vol:/data:ro")).build();
        String id = rig.create("", named, "true");

        MountPoint mount = rig.containers().inspect(id).mounts().get(0);
        rig.containers().remove(id, new RemoveOptions(true, false, false));

        assertThat(mount.volume()).isEqualTo("vol");
        assertThat(mount.readWrite()).isFalse();
        assertThat(root.resolve("data/volumes/vol/_data")).isDirectory();
    }

    @Test
    void takesTheMountsOfAnotherContainer() {
        String source = rig.create(
                "", NO_NETWORK.toBuilder().binds(List.of("/srv:/data")).build(), "true");

        String id = rig.create(
                "", NO_NETWORK.toBuilder().volumesFrom(List.of(source + ":ro")).build(), "true");

        MountPoint mount = rig.containers().inspect(id).mounts().get(0);
        assertThat(mount.source()).isEqualTo("/srv");
        assertThat(mount.readWrite()).isFalse();
    }

    @Test
    void hasNoHostNameOfItsOwnInTheNetworkOfTheHost() {
        HostConfig host =
                HostConfig.builder().network(NetworkConfig.ofMode("host")).build();

        String id = rig.create("", host, "true");

        assertThat(rig.containers().inspect(id).config().hostname()).isEmpty();
    }
}
