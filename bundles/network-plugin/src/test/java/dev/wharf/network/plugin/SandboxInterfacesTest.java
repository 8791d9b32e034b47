package dev.wharf.network.plugin;

import static dev.wharf.network.plugin.Remotes.ENDPOINT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.linux.Linux;
import dev.wharf.linux.LinuxException;
import dev.wharf.linux.network.Link;
import dev.wharf.linux.network.LinkAddress;
import dev.wharf.linux.network.LinkMessages;
import dev.wharf.linux.network.LinkSettings;
import dev.wharf.linux.network.Route;
import dev.wharf.linux.network.RouteSocket;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.network.Attachment;
import dev.wharf.spi.network.JoinOptions;
import dev.wharf.spi.network.MacAddress;
import dev.wharf.spi.network.Sandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("privileged")
@Timeout(60)
final class SandboxInterfacesTest {
    private static final long PID = ProcessHandle.current().pid();
    private static final String SOURCE = "wtp" + PID + "a";
    private static final String PEER = "wtp" + PID + "b";
    private static final String NAMESPACE = "wtplugin" + PID;
    private static final MacAddress MAC = new MacAddress("02:42:0a:09:00:05");
    private static final Sandbox SANDBOX = new Sandbox("c1", Path.of("/run/netns", NAMESPACE));

    private final Remotes remotes;
    private final RemoteNetworkDriver driver;
    private final RouteSocket host = RouteSocket.open(Linux.kernel());

    SandboxInterfacesTest(@TempDir Path folder) throws IOException {
        remotes = new Remotes(folder);
        driver = remotes.networks();
    }

    @BeforeEach
    void open() throws Exception {
        run("add");
        host.send(LinkMessages.veth(LinkSettings.named(SOURCE), LinkSettings.named(PEER)));
        driver.createNetwork(Remotes.network());
        driver.createEndpoint(Remotes.endpoint(Optional.of(Json.prefix("10.9.0.5/16")), Optional.of(MAC)));
    }

    private static void run(String verb) throws Exception {
        Process process = new ProcessBuilder("ip", "netns", verb, NAMESPACE).start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    @AfterEach
    void close() throws Exception {
        try {
            host.send(LinkMessages.remove(PEER));
        } finally {
            host.close();
            remotes.close();
            run("del");
        }
    }

    private void joining(String prefix, String routes) {
        remotes.fake.answering(
                "NetworkDriver.Join",
                "{\"InterfaceName\":{\"SrcName\":\"" + SOURCE + "\",\"DstPrefix\":\"" + prefix
                        + "\"},\"Gateway\":\"10.9.0.1\",\"StaticRoutes\":[" + routes + "]}");
    }

    private static Link link(RouteSocket there, String name) {
        return there.link(name).orElseThrow();
    }

    @Test
    void theInterfaceOfThePluginEntersTheContainer() {
        joining(
                "eth",
                "{\"Destination\":\"10.20.0.0/16\",\"RouteType\":0,\"NextHop\":\"10.9.0.7\"},"
                        + "{\"Destination\":\"10.21.0.0/16\",\"RouteType\":1}");

        Attachment attachment = driver.join(ENDPOINT, SANDBOX, new JoinOptions("eth0", true));

        assertThat(attachment.interfaceName()).isEqualTo("eth0");
        assertThat(attachment.mac()).isEqualTo(MAC);
        try (RouteSocket there = RouteSocket.open(Linux.kernel(), SANDBOX.namespace())) {
            Link eth0 = link(there, "eth0");
            assertThat(eth0.isUp()).isTrue();
            assertThat(eth0.mac()).isEqualTo(MAC.value());
            assertThat(link(there, "lo").isUp()).isTrue();
            assertThat(there.addresses())
                    .contains(new LinkAddress(
                            eth0.index(), Json.prefix("10.9.0.5/16").address(), 16));
            assertThat(there.routes())
                    .contains(Route.byDefault(Json.prefix("10.9.0.1/16").address(), eth0.index()))
                    .contains(Route.direct(Json.prefix("10.21.0.0/16").address(), 16, eth0.index()))
                    .anyMatch(route -> route.destination().getHostAddress().equals("10.20.0.0"));
        }
        assertThat(host.link(SOURCE)).isEmpty();
    }

    @Test
    void anotherPrefixGetsTheFirstFreeNumber() {
        joining("weave", "");

        Attachment attachment = driver.join(ENDPOINT, SANDBOX, new JoinOptions("eth1", false));

        assertThat(attachment.interfaceName()).isEqualTo("weave0");
        try (RouteSocket there = RouteSocket.open(Linux.kernel(), SANDBOX.namespace())) {
            assertThat(there.routes()).noneMatch(Route::isDefault);
        }
    }

    @Test
    void theInterfaceComesBackWhenTheContainerLeaves() {
        joining("eth", "");
        Attachment attachment = driver.join(ENDPOINT, SANDBOX, new JoinOptions("eth0", true));

        driver.leave(ENDPOINT, SANDBOX);

        assertThat(attachment.interfaceName()).isEqualTo("eth0");
        assertThat(host.link(SOURCE)).isPresent();
        assertThat(remotes.calls()).last().asString().startsWith("NetworkDriver.Leave");
    }

    @Test
    void anInterfaceThatIsThereGetsTheDefaultRouteWithoutThePlugin() {
        joining("eth", "");
        Attachment attachment = driver.join(ENDPOINT, SANDBOX, new JoinOptions("eth0", false));
        remotes.calls();

        Attachment again = driver.join(ENDPOINT, SANDBOX, new JoinOptions("eth0", true));

        assertThat(again).isEqualTo(attachment);
        assertThat(remotes.calls()).isEmpty();
        try (RouteSocket there = RouteSocket.open(Linux.kernel(), SANDBOX.namespace())) {
            assertThat(there.routes()).anyMatch(Route::isDefault);
        }
    }

    @Test
    void aContainerWhoseInterfaceWasLostJoinsAnew() {
        joining("eth", "");
        driver.join(ENDPOINT, SANDBOX, new JoinOptions("eth0", true));
        try (RouteSocket there = RouteSocket.open(Linux.kernel(), SANDBOX.namespace())) {
            there.send(LinkMessages.remove("eth0"));
        }
        host.send(LinkMessages.veth(LinkSettings.named(SOURCE), LinkSettings.named(PEER)));
        remotes.calls();

        Attachment again = driver.join(ENDPOINT, SANDBOX, new JoinOptions("eth0", true));

        assertThat(again.interfaceName()).isEqualTo("eth0");
        assertThat(remotes.calls())
                .map(call -> call.split(" ", 2)[0])
                .containsExactly("NetworkDriver.Leave", "NetworkDriver.Join");
    }

    @Test
    void anInterfaceThatCannotBeSetUpComesBack() {
        joining("eth", "{\"Destination\":\"10.20.0.0/16\",\"RouteType\":0,\"NextHop\":\"192.0.2.1\"}");

        assertThatThrownBy(() -> driver.join(ENDPOINT, SANDBOX, new JoinOptions("eth0", true)))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("route to 10.20.0.0/16")
                .hasCauseInstanceOf(LinuxException.class);
        assertThat(host.link(SOURCE)).isPresent();
        assertThat(remotes.calls()).last().asString().startsWith("NetworkDriver.Leave");
    }

    @Test
    void anInterfaceThatIsNotThereIsTold() throws IOException {
        remotes.fake.answering(
                "NetworkDriver.Join", "{\"InterfaceName\":{\"SrcName\":\"nowhere0\",\"DstPrefix\":\"eth\"}}");

        assertThatThrownBy(() -> driver.join(ENDPOINT, SANDBOX, new JoinOptions("eth0", true)))
                .hasMessageContaining("nowhere0");
    }

    @Test
    void leavingAContainerThatIsGoneSucceeds() {
        joining("eth", "");
        Attachment attachment = driver.join(ENDPOINT, SANDBOX, new JoinOptions("eth0", true));

        driver.leave(ENDPOINT, new Sandbox("c1", Path.of("/proc/0/ns/net")));

        assertThat(attachment.interfaceName()).isEqualTo("eth0");
        assertThat(remotes.calls()).last().asString().startsWith("NetworkDriver.Leave");
        driver.leave(ENDPOINT, SANDBOX);
        try (RouteSocket there = RouteSocket.open(Linux.kernel(), SANDBOX.namespace())) {
            there.send(LinkMessages.remove("eth0"));
        }
        host.send(LinkMessages.veth(LinkSettings.named(SOURCE), LinkSettings.named(PEER)));
    }
}
