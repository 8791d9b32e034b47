package dev.wharf.network.macvlan;

import static dev.wharf.network.macvlan.Specs.ETH0;
import static dev.wharf.network.macvlan.Specs.LAB;
import static dev.wharf.network.macvlan.Specs.ONE;
import static dev.wharf.network.macvlan.Specs.OTHER;
import static dev.wharf.network.macvlan.Specs.TWO;
import static dev.wharf.network.macvlan.Specs.endpoint;
import static dev.wharf.network.macvlan.Specs.ip;
import static dev.wharf.network.macvlan.Specs.lab;
import static dev.wharf.network.macvlan.Specs.network;
import static dev.wharf.network.macvlan.Specs.prefix;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.linux.Errno;
import dev.wharf.linux.network.LinkMessages.MacvlanMode;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.NamedValue;
import dev.wharf.spi.network.Attachment;
import dev.wharf.spi.network.EndpointSpec;
import dev.wharf.spi.network.JoinOptions;
import dev.wharf.spi.network.MacAddress;
import dev.wharf.spi.network.NetworkSpec;
import dev.wharf.spi.network.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MacvlanNetworkDriverTest {
    private static final String VLAN = "hw0.10";
    private static final String ISOLATED = "dm-aaaaaaaaaaaa";

    @TempDir
    Path folder;

    private final FakeLinks links = new FakeLinks();
    private final MacvlanNetworkDriver driver = new MacvlanNetworkDriver(links);
    private Sandbox box;

    @BeforeEach
    void addHardware() throws IOException {
        links.add("hw0", "");
        box = new Sandbox("box", Files.createFile(folder.resolve("box")));
    }

    private static void assertKind(Kind kind, String message, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        DriverException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessage(message);
    }

    private static NetworkSpec on(String parent) {
        return network(LAB, Map.of("parent", parent));
    }

    @Test
    void joiningMakesAnInterfaceOfItsOwn() {
        driver.createNetwork(lab());
        driver.createEndpoint(endpoint(ONE, "10.2.0.5/24"));

        Attachment attachment = driver.join(ONE, box, ETH0);

        assertThat(attachment)
                .isEqualTo(new Attachment(
                        "eth0", new MacAddress("02:42:0a:02:00:05"), Optional.of(ip("10.2.0.1")), Optional.empty()));
        assertThat(links.member(box.namespace(), "eth0"))
                .contains(new Member(
                        "eth0",
                        "wharf-macvlan:aaaaaaaaaaaa:" + ONE,
                        attachment.mac(),
                        MacvlanMode.BRIDGE,
                        List.of(prefix("10.2.0.5/24")),
                        List.of(ip("10.2.0.1"))));
        assertThat(links.list()).extracting(HostLink::name).containsExactly("hw0");
    }

    @Test
    void aSecondInterfaceLeavesTheDefaultRouteAlone() {
        driver.createNetwork(lab());
        driver.createEndpoint(endpoint(ONE, "10.2.0.5/24"));

        driver.join(ONE, box, new JoinOptions("eth1", false));

        assertThat(links.member(box.namespace(), "eth1").orElseThrow().gateways())
                .isEmpty();
    }

    @Test
    void theEngineMayChooseTheMac() {
        driver.createNetwork(lab());
        EndpointSpec plain = endpoint(ONE, "10.2.0.5/24");
        var wanted = new EndpointSpec(
                ONE, LAB, plain.ipv4(), Optional.empty(), Optional.of(new MacAddress("02:00:00:00:00:09")), Map.of());

        assertThat(driver.createEndpoint(wanted)).isEqualTo(wanted);
        assertThat(driver.createEndpoint(plain).mac()).contains(new MacAddress("02:42:0a:02:00:05"));
    }

    @Test
    void leavingTakesTheInterfaceOut() {
        driver.createNetwork(lab());
        driver.createEndpoint(endpoint(ONE, "10.2.0.5/24"));
        driver.join(ONE, box, ETH0);

        driver.leave(TWO, box);
        assertThat(links.member(box.namespace(), "eth0")).isPresent();
        driver.leave(ONE, box);
        driver.leave(ONE, box);
        driver.removeEndpoint(ONE);

        assertThat(links.member(box.namespace(), "eth0")).isEmpty();
        assertKind(Kind.NOT_FOUND, "no such endpoint: " + ONE, () -> driver.join(ONE, box, ETH0));
    }

    @Test
    void aVlanIsMadeWithTheNetworkAndGoesWithIt() {
        driver.createNetwork(on(VLAN));
        driver.createNetwork(on(VLAN));
        assertThat(links.find(VLAN).orElseThrow().alias()).isEqualTo("wharf-macvlan:" + LAB);

        driver.removeNetwork(LAB);
        driver.removeNetwork(LAB);

        assertThat(links.list()).extracting(HostLink::name).containsExactly("hw0");
    }

    @Test
    void aVlanOfOthersStays() {
        links.add(VLAN, "");

        driver.createNetwork(on(VLAN));
        driver.removeNetwork(LAB);

        assertThat(links.find(VLAN).orElseThrow().alias()).isEmpty();
    }

    @Test
    void aVlanThatSomebodyRemovedIsMadeAnew() {
        driver.createNetwork(on(VLAN));
        driver.createEndpoint(endpoint(ONE, "10.2.0.5/24"));
        links.delete(links.find(VLAN).orElseThrow().index());

        driver.join(ONE, box, ETH0);

        assertThat(links.find(VLAN)).isPresent();
    }

    @Test
    void aParentThatIsNotThereIsRefused() {
        assertKind(
                Kind.INVALID_ARGUMENT, "parent interface eth9 does not exist", () -> driver.createNetwork(on("eth9")));
        assertKind(
                Kind.INVALID_ARGUMENT,
                "failed to find master interface eth9 on the Docker host",
                () -> driver.createNetwork(on("eth9.10")));
        assertKind(
                Kind.INVALID_ARGUMENT,
                "vlan id must be between 1-4094, received: 4095",
                () -> driver.createNetwork(on("hw0.4095")));
        assertKind(
                Kind.INVALID_ARGUMENT,
                "invalid subinterface vlan name hw0.x, example formatting is eth0.10",
                () -> driver.createNetwork(on("hw0.x")));
        assertKind(
                Kind.INVALID_ARGUMENT,
                "loopback interface is not a valid macvlan parent link",
                () -> driver.createNetwork(on("lo")));
        assertKind(
                Kind.INVALID_ARGUMENT,
                "invalid name of a parent interface: a/b",
                () -> driver.createNetwork(on("a/b")));
    }

    @Test
    void badOptionsAreRefused() {
        assertKind(
                Kind.INVALID_ARGUMENT,
                "requested macvlan mode 'shared' is not valid, 'bridge' mode is the macvlan driver default",
                () -> driver.createNetwork(network(LAB, Map.of("parent", "hw0", "macvlan_mode", "shared"))));
        assertKind(
                Kind.INVALID_ARGUMENT,
                "unknown option of the driver macvlan: parrent",
                () -> driver.createNetwork(network(LAB, Map.of("parrent", "hw0"))));
        assertKind(
                Kind.INVALID_ARGUMENT,
                "network lab needs an IPv4 or IPv6 subnet for macvlan",
                () -> driver.createNetwork(new NetworkSpec(LAB, "lab", List.of(), Map.of(), false)));
        driver.createNetwork(lab());
        var without = new EndpointSpec(ONE, LAB, Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
        assertKind(Kind.INVALID_ARGUMENT, "endpoint " + ONE + " has no address", () -> driver.createEndpoint(without));
    }

    @Test
    void aParentHasOneNetwork() {
        driver.createNetwork(lab());

        assertKind(
                Kind.ALREADY_EXISTS,
                "network " + LAB + " is already using parent interface hw0",
                () -> driver.createNetwork(network(OTHER, Map.of("parent", "hw0"))));
    }

    @Test
    void anInternalNetworkIsOnNoWire() {
        driver.createNetwork(network(LAB, Map.of("parent", "hw0"), true));
        driver.createEndpoint(endpoint(ONE, "10.2.0.5/24"));

        Attachment attachment = driver.join(ONE, box, ETH0);

        assertThat(attachment.ipv4Gateway()).isEmpty();
        assertThat(driver.details(LAB))
                .containsExactly(new NamedValue("Parent", ISOLATED), new NamedValue("Mode", "bridge"));
        driver.removeNetwork(LAB);
        assertThat(links.list()).extracting(HostLink::name).containsExactly("hw0");
    }

    @Test
    void aNameThatOthersTookIsRefused() {
        links.add(ISOLATED, "of somebody else");

        assertKind(
                Kind.ALREADY_EXISTS,
                "interface " + ISOLATED + " is there, and not ours",
                () -> driver.createNetwork(network(LAB, Map.of())));
        assertThat(links.find(ISOLATED)).isPresent();
    }

    @Test
    void anInterfaceThatAKilledDaemonLeftUnmarkedIsOurs() {
        links.add(ISOLATED, "");

        driver.createNetwork(network(LAB, Map.of()));
        driver.removeNetwork(LAB);

        assertThat(links.find(ISOLATED)).isEmpty();
    }

    @Test
    void aDriverThatIsOpenedAgainKnowsWhatItIsTold() {
        driver.createNetwork(on(VLAN));
        EndpointSpec one = driver.createEndpoint(endpoint(ONE, "10.2.0.5/24"));
        driver.join(ONE, box, ETH0);
        driver.close();

        var again = new MacvlanNetworkDriver(links);
        assertKind(Kind.NOT_FOUND, "no such network: " + LAB, () -> again.restore(LAB, List.of(one)));
        again.createNetwork(on(VLAN));
        again.restore(LAB, List.of(one));

        assertThat(again.join(ONE, box, ETH0).mac()).isEqualTo(one.mac().orElseThrow());
        again.leave(ONE, box);
        again.removeNetwork(LAB);
        assertThat(links.member(box.namespace(), "eth0")).isEmpty();
        assertThat(links.find(VLAN)).isEmpty();
    }

    @Test
    void whatIsForgottenGoesFromTheContainer() {
        driver.createNetwork(lab());
        driver.createEndpoint(endpoint(ONE, "10.2.0.5/24"));
        driver.join(ONE, box, ETH0);

        driver.removeEndpoint(ONE);

        assertThat(links.member(box.namespace(), "eth0")).isEmpty();
    }

    @Test
    void whatIsFoundOfOthersIsRemoved() {
        driver.createNetwork(lab());
        driver.createEndpoint(endpoint(ONE, "10.2.0.5/24"));
        driver.createEndpoint(endpoint(TWO, "10.2.0.6/24"));
        driver.join(ONE, box, ETH0);
        driver.join(TWO, box, new JoinOptions("eth1", false));

        var again = new MacvlanNetworkDriver(links);
        again.createNetwork(lab());
        again.restore(LAB, List.of(endpoint(ONE, "10.2.0.5/24")));

        assertThat(links.member(box.namespace(), "eth0")).isPresent();
        assertThat(links.member(box.namespace(), "eth1")).isEmpty();
        again.removeEndpoint(ONE);
        assertThat(links.member(box.namespace(), "eth0")).isEmpty();
    }

    @Test
    void failuresOfTheKernelAreExplained() throws IOException {
        driver.createNetwork(network(LAB, Map.of("parent", "hw0", "macvlan_mode", "passthru")));
        driver.createEndpoint(endpoint(ONE, "10.2.0.5/24"));

        links.fail(Errno.EINVAL);
        assertKind(
                Kind.EXHAUSTED,
                "parent interface hw0 has a container already, and serves one alone in mode passthru",
                () -> driver.join(ONE, box, ETH0));
        links.fail(Errno.ENETDOWN);
        assertKind(Kind.UNAVAILABLE, "parent interface hw0 is down", () -> driver.join(ONE, box, ETH0));
        links.fail(Errno.EEXIST);
        assertKind(
                Kind.INTERNAL,
                "cannot connect container box: make macvlan eth0: file exists",
                () -> driver.join(ONE, box, ETH0));
        links.fail(Errno.EOPNOTSUPP);
        assertKind(
                Kind.UNSUPPORTED,
                "cannot make network lab: make hw0.7: operation not supported",
                () -> driver.createNetwork(network(OTHER, Map.of("parent", "hw0.7"))));
        Files.delete(box.namespace());
        assertKind(Kind.NOT_FOUND, "no such container: box", () -> driver.join(ONE, box, ETH0));
    }
}
