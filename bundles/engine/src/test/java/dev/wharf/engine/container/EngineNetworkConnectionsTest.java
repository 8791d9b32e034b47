package dev.wharf.engine.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.EndpointRequest;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.container.NetworkConfig;
import dev.wharf.engine.api.network.ConnectRequest;
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

class EngineNetworkConnectionsTest {
    @TempDir
    Path root;

    private Rig rig;

    @BeforeEach
    void setUp() {
        rig = new Rig(root);
        rig.networks().add("back", "10.0.0.");
    }

    @Test
    void aRunningContainerGetsAnotherAddress() throws IOException {
        String id = rig.run("sleep");

        connect("back", id);

        assertThat(rig.containers().inspect(id).network().endpoints().keySet()).containsExactly("bridge", "back");
        assertThat(rig.hosts(id)).contains("10.0.0.2\t" + id.substring(0, 12) + "\n", "172.17.0.2\t");
        assertThat(Files.readString(root.resolve("data/containers").resolve(id).resolve("resolv.conf")))
                .contains("nameserver 127.0.0.11\n");
    }

    @Test
    void aRunningContainerLosesAnAddressAndKeepsWhatItWrote() throws IOException {
        String id = rig.run("sleep");
        connect("back", id);
        Path hosts = root.resolve("data/containers").resolve(id).resolve("hosts");
        Object inode = Files.getAttribute(hosts, "unix:ino");
        Files.writeString(hosts, rig.hosts(id) + "1.2.3.4\tmine\n");

        rig.connections().disconnect("back", id, false);

        assertThat(rig.hosts(id)).doesNotContain("10.0.0.2").endsWith("1.2.3.4\tmine\n");
        assertThat(Files.getAttribute(hosts, "unix:ino")).isEqualTo(inode);
        assertThat(rig.containers().inspect(id).network().endpoints().keySet()).containsExactly("bridge");
    }

    @Test
    void aRestartKeepsFurtherNetworks() {
        String id = rig.run("sleep");
        connect("back", id);

        rig.lifecycle().restart(id, Optional.empty());

        assertThat(rig.networks().of(id).endpoints().keySet()).containsExactly("bridge", "back");
    }

    @Test
    void oneThatDoesNotRunIsConnectedWhenItStarts() {
        String id = rig.create("sleep");

        connect("back", id);

        assertThat(rig.networks().diary()).isEmpty();
        assertThat(rig.containers().inspect(id).network().endpoints().keySet()).containsExactly("bridge", "back");
        rig.lifecycle().start(id);
        assertThat(rig.networks().of(id).endpoints().keySet()).containsExactly("bridge", "back");
    }

    @Test
    void oneThatDoesNotRunCanLeaveTheNetworkOfItsMode() {
        String id = rig.create("sleep");
        connect("back", id);

        rig.connections().disconnect("bridge", id, false);
        rig.lifecycle().start(id);

        assertThat(rig.networks().of(id).endpoints().keySet()).containsExactly("back");
    }

    @Test
    void aSecondConnectionIsRefused() {
        String id = rig.create("web", HostConfig.empty(), "sleep");

        assertThatThrownBy(() -> connect("bridge", id))
                .isInstanceOf(EngineException.Forbidden.class)
                .hasMessage("endpoint with name web already exists in network bridge");
        rig.lifecycle().start(id);
        assertThatThrownBy(() -> connect("bridge", id)).isInstanceOf(EngineException.Forbidden.class);
    }

    @Test
    void whoIsNotConnectedCannotBeDisconnected() {
        String id = rig.run("sleep");

        assertThatThrownBy(() -> rig.connections().disconnect("back", id, false))
                .isInstanceOf(EngineException.Conflict.class)
                .hasMessage("container " + id + " is not connected to network back");
    }

    @Test
    void modesWithoutInterfacesOfTheirOwnForbidIt() {
        String host = rig.create("", inMode("host"), "sleep");
        String owner = rig.run("sleep");
        String sharing = rig.create("", inMode("container:" + owner), "sleep");
        String none = rig.create("", inMode("none"), "sleep");

        assertThatThrownBy(() -> connect("back", host))
                .isInstanceOf(EngineException.Conflict.class)
                .hasMessage("Container cannot be disconnected from host network or connected to host network");
        assertThatThrownBy(() -> connect("back", sharing))
                .isInstanceOf(EngineException.Conflict.class)
                .hasMessageStartingWith("Container sharing network namespace with another container");
        assertThatThrownBy(() -> connect("back", none))
                .isInstanceOf(EngineException.Conflict.class)
                .hasMessageContaining("private (none) mode");
    }

    @Test
    void bothMustBeThere() {
        String id = rig.run("sleep");

        assertThatThrownBy(() -> connect("nosuch", id))
                .isInstanceOf(EngineException.NotFound.class)
                .hasMessage("network nosuch not found");
        assertThatThrownBy(() -> connect("back", "nosuch")).isInstanceOf(EngineException.NotFound.class);
    }

    @Test
    void nothingHasChangedWhenItFails() {
        String id = rig.run("sleep");
        rig.networks().fail("connect");

        assertThatThrownBy(() -> connect("back", id)).isInstanceOf(EngineException.Internal.class);

        assertThat(rig.table().get(id).record().networks()).isEmpty();
        assertThat(rig.containers().inspect(id).network().endpoints().keySet()).containsExactly("bridge");
    }

    @Test
    void whoIsNoContainerAnyMoreIsForgottenByForce() {
        String stale = "e".repeat(64);
        rig.networks()
                .prepare(new ConnectRequest(
                        stale,
                        "old",
                        Map.of("back", EndpointRequest.any()),
                        "",
                        new ConnectRequest.Ports(Set.of(), Map.of(), false),
                        List.of(),
                        new ConnectRequest.Resolving(List.of(), List.of())));

        assertThatThrownBy(() -> rig.connections().disconnect("back", "old", false))
                .isInstanceOf(EngineException.NotFound.class);
        rig.connections().disconnect("back", "old", true);

        assertThat(rig.networks().held()).isEmpty();
    }

    private void connect(String network, String container) {
        rig.connections().connect(network, container, EndpointRequest.any());
    }

    private static HostConfig inMode(String mode) {
        return HostConfig.builder().network(NetworkConfig.ofMode(mode)).build();
    }
}
