package dev.wharf.engine.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.Container;
import dev.wharf.engine.api.container.ContainerConfig;
import dev.wharf.engine.api.container.CreateRequest;
import dev.wharf.engine.api.container.EndpointRequest;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.container.NetworkConfig;
import dev.wharf.engine.api.container.NetworkConfig.HostPort;
import dev.wharf.engine.api.container.NetworkStatus.Endpoint;
import dev.wharf.engine.api.container.RemoveOptions;
import dev.wharf.engine.api.container.RestartPolicy;
import dev.wharf.engine.testing.FakeNetworks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkedContainersTest {
    @TempDir
    Path root;

    private Rig rig;

    @BeforeEach
    void setUp() throws IOException {
        rig = new Rig(root);
        rig.networks().add("back", "10.0.0.");
        Files.createDirectories(root.resolve("etc"));
        Files.writeString(root.resolve("etc/resolv.conf"), "search lan\nnameserver 10.9.9.9\n");
    }

    @Test
    void getTheirAddressesBeforeTheirFirstProcessRuns() throws IOException {
        String id = rig.run("sleep");

        Container shown = rig.containers().inspect(id);
        assertThat(rig.networks().diary())
                .containsExactly("prepare " + id.substring(0, 4), "attach " + id.substring(0, 4));
        assertThat(shown.network().endpoints()).containsOnlyKeys("bridge");
        assertThat(shown.network().endpoints().values())
                .extracting(Endpoint::ipAddress)
                .containsExactly("172.17.0.2");
        assertThat(shown.network().sandboxKey()).isEqualTo("/proc/4242/ns/net");
        assertThat(rig.hosts(id)).startsWith("172.17.0.2\t" + id.substring(0, 12) + "\n127.0.0.1\tlocalhost\n");
    }

    @Test
    void giveBackAllWhenTheyEnd() {
        String id = rig.run("sleep");

        rig.lifecycle().stop(id, Optional.empty());

        Container shown = rig.containers().inspect(id);
        assertThat(rig.networks().held()).isEmpty();
        assertThat(shown.network().ports()).isEmpty();
        assertThat(shown.network().endpoints())
                .containsExactly(Map.entry("bridge", Endpoint.unaddressed(FakeNetworks.id("bridge"), "")));
    }

    @Test
    void areShownWithTheirNetworkBeforeTheyStart() {
        String id = rig.create("", inMode("back"), "sleep");

        assertThat(rig.containers().inspect(id).network().endpoints())
                .containsExactly(Map.entry("back", Endpoint.unaddressed("", "")));
    }

    @Test
    void showTheirPortsWithThoseThatAreExposedOnly() {
        String id = rig.containers().create(publishing("8080")).id();
        rig.lifecycle().start(id);

        assertThat(rig.containers().inspect(id).network().ports())
                .containsEntry("80/tcp", List.of(new HostPort("0.0.0.0", "8080")))
                .containsEntry("53/udp", List.of());
        assertThat(rig.networks().request().ports().exposed()).containsExactlyInAnyOrder("80/tcp", "53/udp");
    }

    @Test
    void tellThatAPortIsTakenAndStayAsTheyWere() {
        rig.lifecycle().start(rig.containers().create(publishing("8080")).id());
        String id = rig.containers().create(publishing("8080")).id();

        assertThatThrownBy(() -> rig.lifecycle().start(id))
                .isInstanceOf(EngineException.Internal.class)
                .hasMessageContaining("port is already allocated");

        Container shown = rig.containers().inspect(id);
        assertThat(rig.state(id)).isEqualTo(ContainerState.CREATED);
        assertThat(shown.status().exitCode()).isEqualTo(128);
        assertThat(shown.status().error()).contains("port is already allocated");
        assertThat(rig.execution().list()).hasSize(1);
    }

    @Test
    void leaveNothingWhenTheirInterfacesCannotBeMade() {
        String id = rig.create("sleep");
        rig.networks().fail("attach");

        assertThatThrownBy(() -> rig.lifecycle().start(id)).isInstanceOf(EngineException.Internal.class);

        assertThat(rig.networks().held()).isEmpty();
        assertThat(rig.execution().list()).isEmpty();
        assertThat(rig.outputs().open()).isEmpty();
    }

    @Test
    void leaveNothingWhenTheirCommandIsNotThere() {
        String id = rig.create("nosuch");

        assertThatThrownBy(() -> rig.lifecycle().start(id)).isInstanceOf(EngineException.NotFound.class);

        assertThat(rig.networks().held()).isEmpty();
        assertThat(rig.containers().inspect(id).status().exitCode()).isEqualTo(127);
    }

    @Test
    void failToStartWithoutTheirNetwork() {
        String id = rig.create("", inMode("nosuch"), "sleep");

        assertThatThrownBy(() -> rig.lifecycle().start(id))
                .isInstanceOf(EngineException.NotFound.class)
                .hasMessageEndingWith("network nosuch not found");
        assertThat(rig.containers().inspect(id).status().exitCode()).isEqualTo(128);
    }

    @Test
    void haveNoInterfacesOfTheirOwnWithThoseOfAnother() {
        String owner = rig.create("owner", HostConfig.empty(), "sleep");
        rig.lifecycle().start(owner);
        String id = rig.create("", inMode("container:owner"), "sleep");
        rig.lifecycle().start(id);

        assertThat(rig.networks().held()).containsExactly(owner);
        assertThat(rig.containers().inspect(id).network().endpoints()).isEmpty();
    }

    @Test
    void haveNoneAtAllWhenTheyAreDisabled() {
        ContainerConfig config = ContainerConfig.builder()
                .image("busybox")
                .cmd(List.of("sleep"))
                .networkDisabled(true)
                .build();
        String id = rig.containers()
                .create(new CreateRequest("", config, HostConfig.empty()))
                .id();
        rig.lifecycle().start(id);

        assertThat(rig.networks().diary()).isEmpty();
        assertThat(rig.containers().inspect(id).network().endpoints()).isEmpty();
    }

    @Test
    void areInAllNetworksThatWereAskedForThatOfTheModeFirst() {
        ContainerConfig config =
                ContainerConfig.builder().image("busybox").cmd(List.of("sleep")).build();
        EndpointRequest alias = new EndpointRequest("10.0.0.77", "", List.of("db"), List.of(), Map.of());
        String id = rig.containers()
                .create(new CreateRequest("", config, HostConfig.empty(), Map.of("back", alias)))
                .id();
        rig.lifecycle().start(id);

        assertThat(rig.containers().inspect(id).network().endpoints().keySet()).containsExactly("bridge", "back");
        assertThat(rig.networks()
                        .request()
                        .networks()
                        .getOrDefault("back", EndpointRequest.any())
                        .aliases())
                .containsExactly("db", id.substring(0, 12));
        assertThat(rig.containers().inspect(id).network().endpoints().values())
                .extracting(Endpoint::ipAddress)
                .containsExactly("172.17.0.2", "10.0.0.77");
    }

    @Test
    void refuseFurtherNetworksBesideThatOfTheHost() {
        ContainerConfig config =
                ContainerConfig.builder().image("busybox").cmd(List.of("sleep")).build();
        CreateRequest request = new CreateRequest("", config, inMode("host"), Map.of("back", EndpointRequest.any()));

        assertThatThrownBy(() -> rig.containers().create(request))
                .isInstanceOf(EngineException.Conflict.class)
                .hasMessage("Container cannot be disconnected from host network or connected to host network");
    }

    @Test
    void choseNoAddressInTheDefaultNetwork() {
        ContainerConfig config =
                ContainerConfig.builder().image("busybox").cmd(List.of("sleep")).build();
        EndpointRequest address = new EndpointRequest("172.17.0.9", "", List.of(), List.of(), Map.of());
        String id = rig.containers()
                .create(new CreateRequest("", config, HostConfig.empty(), Map.of("bridge", address)))
                .id();

        assertThatThrownBy(() -> rig.lifecycle().start(id))
                .isInstanceOf(EngineException.InvalidArgument.class)
                .hasMessageEndingWith("user specified IP address is supported on user defined networks only");
    }

    @Test
    void askTheEnginesNameServerInUsersNetworks() {
        String bridged = rig.run("sleep");
        String id = rig.create("", inMode("back"), "sleep");
        rig.lifecycle().start(id);

        assertThat(resolvConf(bridged)).content().isEqualTo("search lan\nnameserver 10.9.9.9\n");
        assertThat(resolvConf(id)).content().isEqualTo("search lan\nnameserver 127.0.0.11\noptions ndots:0\n");
    }

    @Test
    void getNewAddressesWhenTheirPolicyStartsThemAgain() throws IOException {
        HostConfig always = HostConfig.builder()
                .restartPolicy(new RestartPolicy("always", 0))
                .build();
        String id = rig.create("", always, "sleep");
        rig.lifecycle().start(id);
        rig.execution().task(id).end(1, false);
        assertThat(rig.networks().held()).isEmpty();
        rig.run("sleep");

        rig.timer.elapse();

        assertThat(rig.state(id)).isEqualTo(ContainerState.RUNNING);
        assertThat(rig.hosts(id)).startsWith("172.17.0.3\t");
    }

    @Test
    void tellNetworksOfAnotherName() {
        String id = rig.run("sleep");

        rig.containers().rename(id, "other");

        assertThat(rig.networks().diary()).contains("rename other " + id.substring(0, 4));
    }

    @Test
    void leaveNothingWhenTheyAreRemoved() {
        String id = rig.run("sleep");

        rig.containers().remove(id, new RemoveOptions(false, true, false));

        assertThat(rig.networks().held()).isEmpty();
    }

    private Path resolvConf(String id) {
        return root.resolve("data/containers").resolve(id).resolve("resolv.conf");
    }

    private static CreateRequest publishing(String port) {
        ContainerConfig config = ContainerConfig.builder()
                .image("busybox")
                .cmd(List.of("sleep"))
                .exposedPorts(Set.of("80", "53/udp"))
                .build();
        NetworkConfig network = new NetworkConfig(
                "bridge",
                Map.of("80/tcp", List.of(new HostPort("", port))),
                false,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        return new CreateRequest(
                "", config, HostConfig.builder().network(network).build());
    }

    private static HostConfig inMode(String mode) {
        return HostConfig.builder().network(NetworkConfig.ofMode(mode)).build();
    }
}
