package dev.wharf.network.plugin;

import static dev.wharf.network.plugin.Remotes.ENDPOINT;
import static dev.wharf.network.plugin.Remotes.NETWORK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.network.Attachment;
import dev.wharf.spi.network.EndpointId;
import dev.wharf.spi.network.EndpointSpec;
import dev.wharf.spi.network.JoinOptions;
import dev.wharf.spi.network.MacAddress;
import dev.wharf.spi.network.Sandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class RemoteNetworkDriverTest {
    private static final String IDS = "{\"NetworkID\":\"n1\",\"EndpointID\":\"e1\"}";
    private static final Sandbox SANDBOX = new Sandbox("c1", Path.of("/nowhere"));
    private static final JoinOptions ETH0 = new JoinOptions("eth0", true);

    private final Remotes remotes;
    private final RemoteNetworkDriver driver;

    RemoteNetworkDriverTest(@TempDir Path folder) throws IOException {
        remotes = new Remotes(folder);
        driver = remotes.networks();
    }

    @BeforeEach
    void open() {
        driver.createNetwork(Remotes.network());
    }

    @AfterEach
    void close() throws IOException {
        remotes.close();
    }

    private void answer(String method, String json) {
        remotes.fake.answering("NetworkDriver." + method, json);
    }

    private static void assertKind(Throwable error, Kind kind) {
        assertThat(error).isInstanceOfSatisfying(DriverException.class, e -> assertThat(e.kind())
                .isEqualTo(kind));
    }

    @Test
    void aNetworkIsDescribedAsByDocker() {
        assertThat(remotes.calls())
                .containsExactly(
                        "NetworkDriver.CreateNetwork {\"NetworkID\":\"n1\",\"Options\":{"
                                + "\"com.docker.network.enable_ipv6\":false,\"com.docker.network.generic\":{\"colour\":\"red\"}},"
                                + "\"IPv4Data\":[{\"AddressSpace\":\"LocalDefault\",\"Pool\":\"10.9.0.0/16\","
                                + "\"Gateway\":\"10.9.0.1/16\",\"AuxAddresses\":{\"router\":\"10.9.0.2/16\"}}],\"IPv6Data\":[]}");
    }

    @Test
    void aNetworkIsMadeOnceEvenAfterARestart() {
        remotes.networks().createNetwork(Remotes.network());

        assertThat(remotes.calls()).hasSize(1);
    }

    @Test
    void aNetworkThatThePluginRefusesIsNotThere() {
        driver.removeNetwork(NETWORK);
        answer("CreateNetwork", "{\"Err\":\"too many\"}");

        assertThatThrownBy(() -> driver.createNetwork(Remotes.network()))
                .satisfies(e -> assertKind(e, Kind.INTERNAL))
                .hasMessage("remote: too many");
        remotes.calls();
        driver.removeNetwork(NETWORK);
        assertThat(remotes.calls()).isEmpty();
    }

    @Test
    void anEndpointIsDescribedAsByDocker() {
        remotes.calls();

        assertThat(driver.createEndpoint(Remotes.endpoint())).isEqualTo(Remotes.endpoint());
        assertThat(driver.createEndpoint(Remotes.endpoint())).isEqualTo(Remotes.endpoint());

        assertThat(remotes.calls())
                .containsExactly(
                        "NetworkDriver.CreateEndpoint {\"NetworkID\":\"n1\",\"EndpointID\":\"e1\",\"Options\":{},"
                                + "\"Interface\":{\"Address\":\"10.9.0.5/16\",\"AddressIPv6\":\"\",\"MacAddress\":\"\"}}");
    }

    @Test
    void thePluginMayChooseAddresses() {
        answer("CreateEndpoint", "{\"Interface\":{\"Address\":\"10.9.7.7/16\",\"MacAddress\":\"02:00:00:00:00:01\"}}");

        EndpointSpec made = driver.createEndpoint(Remotes.endpoint(Optional.empty(), Optional.empty()));

        assertThat(made.ipv4()).contains(Json.prefix("10.9.7.7/16"));
        assertThat(made.mac()).contains(new MacAddress("02:00:00:00:00:01"));
    }

    @Test
    void thePluginMayNotChangeWhatWasChosen() {
        answer("CreateEndpoint", "{\"Interface\":{\"Address\":\"10.9.7.7/16\"}}");
        remotes.calls();

        assertThatThrownBy(() -> driver.createEndpoint(Remotes.endpoint())).hasMessageContaining("chosen already");
        assertThat(remotes.calls()).hasSize(2).last().isEqualTo("NetworkDriver.DeleteEndpoint " + IDS);
    }

    @Test
    void nonsenseOfThePluginIsAnError() {
        answer("CreateEndpoint", "{\"Interface\":{\"Address\":\"example.com/16\"}}");

        assertThatThrownBy(() -> driver.createEndpoint(Remotes.endpoint(Optional.empty(), Optional.empty())))
                .hasMessageContaining("invalid address: example.com");
    }

    @Test
    void aContainerJoinsAndLeaves() {
        driver.createEndpoint(Remotes.endpoint());
        answer("Join", "{\"Gateway\":\"10.9.0.1\"}");
        remotes.calls();

        Attachment attachment = driver.join(ENDPOINT, SANDBOX, ETH0);
        driver.leave(ENDPOINT, SANDBOX);

        assertThat(attachment.ipv4Gateway()).contains(Json.prefix("10.9.0.1/16").address());
        assertThat(remotes.calls())
                .containsExactly(
                        "NetworkDriver.Join {\"NetworkID\":\"n1\",\"EndpointID\":\"e1\",\"SandboxKey\":\"/nowhere\",\"Options\":{}}",
                        "NetworkDriver.Leave " + IDS);
    }

    @Test
    void aContainerThatHasJoinedDoesNotJoinAgainAfterARestart() {
        EndpointSpec endpoint = driver.createEndpoint(Remotes.endpoint());
        answer("Join", "{\"Gateway\":\"10.9.0.1\"}");
        Attachment first = driver.join(ENDPOINT, SANDBOX, ETH0);
        remotes.calls();

        RemoteNetworkDriver later = remotes.networks();
        later.createNetwork(Remotes.network());
        later.restore(Remotes.NETWORK, List.of(endpoint));

        assertThat(later.join(ENDPOINT, SANDBOX, ETH0)).isEqualTo(first);
        assertThat(remotes.calls()).isEmpty();
    }

    @Test
    void anEndpointThatIsRemovedWasLeftBefore() {
        driver.createEndpoint(Remotes.endpoint());
        Attachment attachment = driver.join(ENDPOINT, SANDBOX, ETH0);
        remotes.calls();

        driver.removeEndpoint(ENDPOINT);

        assertThat(attachment.interfaceName()).isEmpty();
        assertThat(remotes.calls())
                .containsExactly("NetworkDriver.Leave " + IDS, "NetworkDriver.DeleteEndpoint " + IDS);
    }

    @Test
    void aContainerThatCannotBeEnteredLeaves() {
        driver.createEndpoint(Remotes.endpoint());
        answer("Join", "{\"InterfaceName\":{\"SrcName\":\"none0\",\"DstPrefix\":\"eth\"}}");
        remotes.calls();

        assertThatThrownBy(() -> driver.join(ENDPOINT, SANDBOX, ETH0)).isInstanceOf(DriverException.class);
        assertThat(remotes.calls()).last().isEqualTo("NetworkDriver.Leave " + IDS);
    }

    @Test
    void whatIsNotThereIsTold() {
        assertThatThrownBy(() -> driver.join(new EndpointId("other"), SANDBOX, ETH0))
                .satisfies(e -> assertKind(e, Kind.NOT_FOUND));
        driver.removeNetwork(NETWORK);
        assertThatThrownBy(() -> driver.createEndpoint(Remotes.endpoint()))
                .satisfies(e -> assertKind(e, Kind.NOT_FOUND));
        assertThatThrownBy(() -> driver.restore(NETWORK, List.of())).satisfies(e -> assertKind(e, Kind.NOT_FOUND));
    }

    @Test
    void removingWhatIsNotThereSucceeds() {
        remotes.calls();

        driver.removeEndpoint(ENDPOINT);
        driver.leave(ENDPOINT, SANDBOX);
        driver.removeNetwork(new dev.wharf.spi.network.NetworkId("other"));

        assertThat(remotes.calls()).isEmpty();
    }

    @Test
    void endpointsInUseAreTakenOverAndOthersGo() {
        driver.createEndpoint(Remotes.endpoint());
        driver.createEndpoint(new EndpointSpec(
                new EndpointId("e2"), NETWORK, Optional.empty(), Optional.empty(), Optional.empty(), Map.of()));
        RemoteNetworkDriver reopened = remotes.networks();
        reopened.createNetwork(Remotes.network());
        remotes.calls();

        reopened.restore(NETWORK, List.of(Remotes.endpoint()));

        assertThat(remotes.calls())
                .containsExactly("NetworkDriver.DeleteEndpoint {\"NetworkID\":\"n1\",\"EndpointID\":\"e2\"}");
        assertThat(reopened.join(ENDPOINT, SANDBOX, ETH0).interfaceName()).isEmpty();
    }

    @Test
    void aPluginThatIsGoneIsUnavailable() throws IOException {
        remotes.fake.close();

        assertThatThrownBy(() -> driver.createEndpoint(Remotes.endpoint()))
                .satisfies(e -> assertKind(e, Kind.UNAVAILABLE));
    }
}
