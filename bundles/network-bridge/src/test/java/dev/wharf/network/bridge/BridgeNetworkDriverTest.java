package dev.wharf.network.bridge;

import static dev.wharf.network.bridge.BridgesTest.kind;
import static dev.wharf.network.bridge.Rig.BRIDGE;
import static dev.wharf.network.bridge.Rig.ETH0;
import static dev.wharf.network.bridge.Rig.ONE;
import static dev.wharf.network.bridge.Rig.OTHER;
import static dev.wharf.network.bridge.Rig.TWO;
import static dev.wharf.network.bridge.Rig.WEB;
import static dev.wharf.network.bridge.Rig.endpoint;
import static dev.wharf.network.bridge.Rig.ip;
import static dev.wharf.network.bridge.Rig.prefix;
import static dev.wharf.network.bridge.Rig.web;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.linux.Errno;
import dev.wharf.network.bridge.firewall.Addresses;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.network.Attachment;
import dev.wharf.spi.network.EndpointId;
import dev.wharf.spi.network.EndpointSpec;
import dev.wharf.spi.network.JoinOptions;
import dev.wharf.spi.network.MacAddress;
import dev.wharf.spi.network.NetworkSpec;
import dev.wharf.spi.network.PeerFilter.Opening;
import dev.wharf.spi.network.PublishedPort;
import dev.wharf.spi.network.PublishedPort.Protocol;
import dev.wharf.spi.network.Sandbox;
import dev.wharf.spi.network.Subnet;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BridgeNetworkDriverTest {
    private static final String END = "veth1111111";
    private static final Addresses FIRST = new Addresses(Optional.of(ip("10.1.0.2")), Optional.empty());
    private static final PublishedPort PORT = new PublishedPort(Protocol.TCP, ip("0.0.0.0"), 8080, 80);

    @TempDir
    Path folder;

    private Rig rig;
    private Sandbox box;

    @BeforeEach
    void open() {
        rig = new Rig(folder);
        box = rig.sandbox("box");
        rig.driver.createNetwork(web());
        rig.driver.createEndpoint(endpoint(ONE, "10.1.0.2/24"));
    }

    @Test
    void joiningMakesAPair() {
        Attachment attachment = rig.driver.join(ONE, box, ETH0);

        assertThat(attachment)
                .isEqualTo(new Attachment(
                        "eth0", new MacAddress("02:42:0a:01:00:02"), Optional.of(ip("10.1.0.1")), Optional.empty()));
        assertThat(rig.links.get(END).master()).isEqualTo(rig.links.get(BRIDGE).index());
        assertThat(rig.links.get(END).alias()).isEqualTo("wharf:aaaaaaaaaaaa:" + ONE);
        assertThat(rig.eth0(box).addresses()).containsExactly(prefix("10.1.0.2/24"));
        assertThat(rig.eth0(box).gateways()).containsExactly(ip("10.1.0.1"));
        assertThat(rig.links.neighbours()).isEmpty();
    }

    @Test
    void joiningAgainChangesNothing() {
        rig.driver.join(ONE, box, ETH0);
        List<HostLink> before = rig.links.list();

        rig.driver.join(ONE, box, ETH0);

        assertThat(rig.links.list()).isEqualTo(before);
    }

    @Test
    void whatIsLeftOfAnEarlierRunIsReplaced() {
        Sandbox earlier = rig.sandbox("earlier");
        rig.driver.join(ONE, earlier, ETH0);

        rig.driver.join(ONE, box, ETH0);

        assertThat(rig.links.container(earlier.namespace(), "eth0")).isEmpty();
        assertThat(rig.eth0(box).link().peer()).isEqualTo(rig.links.get(END).index());
    }

    @Test
    void anInterfaceOfAnEndpointThatAKilledDaemonForgotMakesRoom() {
        rig.driver.join(ONE, box, ETH0);
        rig.open(true).createNetwork(web());
        rig.driver.createEndpoint(endpoint(TWO, "10.1.0.3/24"));

        rig.driver.join(TWO, box, ETH0);

        assertThat(rig.links.find(END)).isEmpty();
        assertThat(rig.eth0(box).addresses()).containsExactly(prefix("10.1.0.3/24"));
    }

    @Test
    void anInterfaceOfAnEndpointThatIsKnownStays() {
        rig.driver.createEndpoint(endpoint(TWO, "10.1.0.3/24"));
        rig.driver.join(ONE, box, ETH0);

        assertThatThrownBy(() -> rig.driver.join(TWO, box, ETH0)).hasMessageContaining("file exists");
        assertThat(rig.links.find(END)).isPresent();
    }

    @Test
    void aNameThatSomebodyElseHasIsLeftToThem() {
        rig.links.add(END, HostLink.VETH, "");
        EndpointId mixed = new EndpointId("1111111" + "c".repeat(57));
        rig.driver.createEndpoint(endpoint(mixed, "10.1.0.3/24"));

        rig.driver.join(mixed, box, ETH0);
        assertThat(rig.links.get(END).alias()).isEmpty();
        assertThat(rig.links.find("vethccccccc")).isPresent();

        rig.driver.leave(mixed, box);
        assertThat(rig.links.find("vethccccccc")).isEmpty();
        assertThat(rig.links.find(END)).isPresent();
    }

    @Test
    void anInterfaceWithoutTheDefaultRouteHasNoGateway() {
        Attachment attachment = rig.driver.join(ONE, box, new JoinOptions("eth0", false));

        assertThat(rig.eth0(box).gateways()).isEmpty();
        assertThat(attachment.ipv4Gateway()).contains(ip("10.1.0.1"));
    }

    @Test
    void anInternalNetworkHasNoRouter() {
        rig.driver.removeEndpoint(ONE);
        rig.driver.createNetwork(new NetworkSpec(WEB, "web", web().subnets(), Map.of(), true));
        rig.driver.createEndpoint(endpoint(ONE, "10.1.0.2/24"));

        assertThat(rig.driver.join(ONE, box, ETH0).ipv4Gateway()).isEmpty();
        assertThat(rig.eth0(box).gateways()).isEmpty();
    }

    @Test
    void anotherRouterThanTheBridgeCanBeTold() {
        var subnet = new Subnet(
                prefix("10.1.0.0/24"), Optional.of(ip("10.1.0.1")), Map.of("DefaultGatewayIPv4", ip("10.1.0.254")));
        rig.driver.createNetwork(new NetworkSpec(WEB, "web", List.of(subnet), Map.of(), false));
        rig.driver.createEndpoint(endpoint(ONE, "10.1.0.2/24"));

        rig.driver.join(ONE, box, ETH0);

        assertThat(rig.eth0(box).gateways()).containsExactly(ip("10.1.0.254"));
        assertThat(rig.links.addressesOf(BRIDGE)).containsExactly(prefix("10.1.0.1/24"));
    }

    @Test
    void neighboursHearOfAHardwareAddressThatDoesNotFollow() {
        rig.driver.createEndpoint(Rig.withMac(endpoint(ONE, "10.1.0.2/24"), "02:00:00:00:00:07"));

        rig.driver.join(ONE, box, ETH0);
        assertThat(rig.links.neighbours()).containsEntry(ip("10.1.0.2"), new MacAddress("02:00:00:00:00:07"));

        rig.driver.leave(ONE, box);
        rig.driver.removeEndpoint(ONE);
        assertThat(rig.links.neighbours()).isEmpty();
    }

    @Test
    void theInterfaceIsGoneFromAContainerThatLivesOn() {
        rig.driver.join(ONE, box, ETH0);

        rig.driver.leave(ONE, box);
        rig.driver.leave(ONE, box);

        assertThat(rig.links.container(box.namespace(), "eth0")).isEmpty();
        assertThat(rig.links.find(END)).isEmpty();
    }

    @Test
    void nobodyWaitsForTheInterfaceOfAContainerThatHasEnded() {
        rig.driver.join(ONE, box, ETH0);
        Rig.end(box);

        rig.driver.leave(ONE, box);
        rig.driver.removeEndpoint(ONE);

        assertThat(rig.links.find(END)).isPresent();
        rig.runLater();
        assertThat(rig.links.find(END)).isEmpty();
    }

    @Test
    void aNewInterfaceThatGotAnOldNumberIsNotMistaken() {
        rig.driver.join(ONE, box, ETH0);
        int number = rig.links.get(END).index();
        Rig.end(box);
        rig.driver.leave(ONE, box);

        rig.links.mark(number, "somebody's");
        rig.runLater();

        assertThat(rig.links.find(END)).isPresent();
    }

    @Test
    void leavingIsKnownByTheMarkAfterARestart() {
        rig.driver.join(ONE, box, ETH0);

        rig.open(true).leave(ONE, box);

        assertThat(rig.links.find(END)).isEmpty();
    }

    @Test
    void anEndpointThatIsForgottenTakesItsInterfaceAlong() {
        rig.driver.join(ONE, box, ETH0);
        rig.driver.publish(ONE, List.of(PORT));

        rig.driver.removeEndpoint(ONE);
        rig.driver.removeEndpoint(ONE);

        assertThat(rig.links.find(END)).isEmpty();
        assertThat(rig.firewall.published).isEmpty();
        assertThatThrownBy(() -> rig.driver.join(ONE, box, ETH0)).satisfies(kind(Kind.NOT_FOUND));
    }

    @Test
    void aContainerThatIsGoneIsNotFound() {
        Rig.end(box);

        assertThatThrownBy(() -> rig.driver.join(ONE, box, ETH0))
                .satisfies(kind(Kind.NOT_FOUND))
                .hasMessage("no such sandbox: box");
    }

    @Test
    void aNameInTheContainerIsTakenOnce() {
        rig.driver.join(ONE, box, ETH0);
        rig.driver.createEndpoint(endpoint(TWO, "10.1.0.3/24"));

        assertThatThrownBy(() -> rig.driver.join(TWO, box, ETH0)).satisfies(kind(Kind.INTERNAL));
        assertThat(rig.eth0(box).addresses()).containsExactly(prefix("10.1.0.2/24"));
        assertThat(rig.links.find("veth2222222")).isEmpty();
    }

    @Test
    void aBridgeThatHasNoRoomIsExhausted() {
        rig.links.failToPlug(54);

        assertThatThrownBy(() -> rig.driver.join(ONE, box, ETH0)).satisfies(kind(Kind.EXHAUSTED));
    }

    @Test
    void aBridgeThatSomebodyRemovedIsMadeAnewForWhoJoins() {
        rig.links.delete(rig.links.get(BRIDGE).index());

        rig.driver.join(ONE, box, ETH0);

        assertThat(rig.links.get(END).master()).isEqualTo(rig.links.get(BRIDGE).index());
    }

    @Test
    void whatTheKernelRefusesIsToldOnce() {
        rig.links.failToPlug(Errno.EPERM);

        assertThatThrownBy(() -> rig.driver.join(ONE, box, ETH0))
                .satisfies(kind(Kind.INTERNAL))
                .hasMessageStartingWith("cannot connect container box: make " + END);
    }

    @Test
    void endpointsNeedANetworkAndAnAddressOfIt() {
        var elsewhere = new EndpointSpec(
                TWO, OTHER, Optional.of(prefix("10.1.0.3/24")), Optional.empty(), Optional.empty(), Map.of());
        var nothing = new EndpointSpec(TWO, WEB, Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

        assertThatThrownBy(() -> rig.driver.createEndpoint(elsewhere)).satisfies(kind(Kind.NOT_FOUND));
        assertThatThrownBy(() -> rig.driver.createEndpoint(nothing)).satisfies(kind(Kind.INVALID_ARGUMENT));
        assertThatThrownBy(() -> rig.driver.createEndpoint(endpoint(TWO, "10.2.0.3/24")))
                .satisfies(kind(Kind.INVALID_ARGUMENT));
    }

    @Test
    void restoringKeepsWhatIsInUseAndRemovesTheRest() {
        Sandbox other = rig.sandbox("other");
        rig.driver.createEndpoint(endpoint(TWO, "10.1.0.3/24"));
        rig.driver.join(ONE, box, ETH0);
        rig.driver.join(TWO, other, ETH0);
        rig.driver.publish(ONE, List.of(PORT));
        rig.driver.publish(TWO, List.of(PORT));
        rig.links.add("veth3333333", HostLink.VETH, "wharf:bbbbbbbbbbbb:" + "3".repeat(64));
        rig.links.delete(rig.links.get(BRIDGE).index());

        rig.open(true).createNetwork(web());
        rig.driver.restore(WEB, List.of(endpoint(ONE, "10.1.0.2/24")));

        assertThat(rig.links.get(END).master()).isEqualTo(rig.links.get(BRIDGE).index());
        assertThat(rig.links.find("veth2222222")).isEmpty();
        assertThat(rig.links.find("veth3333333")).isPresent();
        assertThat(rig.firewall.published).containsOnlyKeys(FIRST);
        rig.driver.publish(ONE, List.of(PORT));
        assertThatThrownBy(() -> rig.driver.publish(TWO, List.of())).satisfies(kind(Kind.NOT_FOUND));
    }

    @Test
    void portsLeadToTheAddressOfTheEndpoint() {
        rig.driver.publish(ONE, List.of(PORT));

        assertThat(rig.firewall.published).containsEntry(FIRST, List.of(PORT));
    }

    @Test
    void openingsLeadToTheAddressOfTheOther() {
        rig.driver.createEndpoint(endpoint(TWO, "10.1.0.3/24"));

        rig.driver.open(TWO, List.of(new Opening(ONE, Protocol.TCP, 80)));

        assertThat(rig.firewall.passages.values()).singleElement().satisfies(passages -> assertThat(passages)
                .singleElement()
                .satisfies(passage -> assertThat(passage.target()).isEqualTo(FIRST)));
    }

    @Test
    void withoutAPacketFilterOnlyWhatIsAskedForFails() {
        rig.firewall.isMissing = true;
        rig.open(true).createNetwork(web());
        rig.driver.createEndpoint(endpoint(ONE, "10.1.0.2/24"));
        rig.driver.join(ONE, box, ETH0);
        rig.driver.publish(ONE, List.of());

        assertThatThrownBy(() -> rig.driver.publish(ONE, List.of(PORT)))
                .satisfies(kind(Kind.UNSUPPORTED))
                .hasMessage("cannot publish a port: this kernel has no nf_tables");
        rig.driver.leave(ONE, box);
        rig.driver.removeEndpoint(ONE);
    }

    @Test
    void aClosedDriverLeavesAllAsItIs() {
        rig.driver.join(ONE, box, ETH0);
        List<HostLink> before = rig.links.list();

        rig.driver.close();
        rig.driver.close();

        assertThat(rig.links.list()).isEqualTo(before);
        assertThat(rig.links.isClosed()).isTrue();
        assertThat(rig.firewall.networks).isNotEmpty();
    }
}
