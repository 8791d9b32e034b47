package dev.wharf.itests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.itests.plugin.PluginServer;
import dev.wharf.itests.plugin.PluginServer.Mood;
import dev.wharf.itests.plugin.ToyNetworks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A plugin of others makes the networks and hands out the addresses, over Docker's protocol. */
@Tag("privileged")
class NetworkPluginIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String NOTHING = "0 networks, 0 endpoints, [] []";

    @TempDir
    private static Path folder;

    private static Talk talk;
    private static Host ship;
    private static ToyNetworks toys;
    private static PluginServer plugin;
    private static WharfDaemon daemon;
    private static DockerCli docker;

    @BeforeAll
    static void startDaemon() throws IOException {
        talk = Talk.build();
        ship = Host.make();
        toys = new ToyNetworks(ship);
        Path sockets = Files.createDirectory(folder.resolve("sockets"));
        Path files = Files.createDirectory(folder.resolve("files"));
        plugin = new PluginServer(sockets.resolve("toy.sock"), toys::answer);
        String options = "-Dwharf.plugin.folders=" + sockets + ":" + files + " -Dwharf.plugin.patience=3";
        daemon = WharfDaemon.startOn(ship, new WharfDaemon.Launch(List.of(), Map.of("WHARF_JAVA_OPTS", options)));
        docker = new DockerCli(DockerCli.programs().get(0), daemon);
        docker.runWith(talk.root(), "import", "-", "box").text();
        awaitPlugin(true);
    }

    @AfterAll
    static void endDaemon() {
        daemon.close();
        plugin.close();
        ship.close();
        talk.close();
    }

    @AfterEach
    void removeAll() {
        plugin.is(Mood.WELL);
        daemon.removeContainers();
        List<String> made = docker.run("network", "ls", "-q", "--filter", "type=custom")
                .text()
                .lines()
                .toList();
        made.forEach(network -> docker.run("network", "rm", network).text());
        Await.until("the giving back", SOON, () -> toys.holdings().equals(NOTHING), toys::holdings);
        assertThat(ship.interfaces()).noneMatch(name -> name.startsWith("toy"));
    }

    @Test
    void aNetworkOfThePluginIsMadeAndShown() {
        String id = create("quay", "--opt", "depth=7");

        assertThat(inspect("network", "quay", "{{.Id}} {{.Driver}} {{.Scope}} {{.IPAM.Driver}} {{.Options}}"))
                .isEqualTo(id + " toy local toy map[depth:7]");
        assertThat(inspect("network", "quay", "{{range .IPAM.Config}}{{.Subnet}} {{.Gateway}}{{end}}"))
                .matches("10\\.199\\.\\d+\\.0/24 10\\.199\\.\\d+\\.1");
        assertThat(toys.holdings()).startsWith("1 networks, 0 endpoints, [10.199.");
        assertThat(docker.run("network", "rm", "quay").text()).isEqualTo("quay");
        assertThat(toys.holdings()).isEqualTo(NOTHING);
    }

    @Test
    void containersAreReachedThereAndReachOneAnotherByName() {
        create("quay");
        serve("web", "--net", "quay");
        serve("crane", "--net", "quay");

        assertThat(talk.callerOf(ship, "tcp", address("web"), 80)).startsWith("10.199.");
        assertThat(ask("crane", "web").text()).isEqualTo(address("crane") + " hi");
        assertThat(docker.run("network", "inspect", "-f", "{{range .Containers}}{{.IPv4Address}} {{end}}", "quay")
                        .text())
                .contains(address("web") + "/24", address("crane") + "/24");
        assertThat(docker.run("exec", "web", "ip", "route").text()).contains("default via 10.199.");
        docker.run("rm", "-f", "web", "crane").text();
        assertThat(toys.holdings()).startsWith("1 networks, 0 endpoints");
    }

    @Test
    void anAddressIsTheOneThatWasAsked() {
        create("quay", "--subnet", "10.199.200.0/24", "--gateway", "10.199.200.254");
        serve("web", "--net", "quay", "--ip", "10.199.200.77");

        assertThat(address("web")).isEqualTo("10.199.200.77");
        assertThat(docker.run("run", "--rm", "--net", "quay", "--ip", "10.199.200.77", "box", "true")
                        .err())
                .contains("10.199.200.77 is taken");
    }

    @Test
    void aContainerIsConnectedAndDisconnected() {
        create("quay");
        serve("web");

        docker.run("network", "connect", "quay", "web").text();
        assertThat(talk.callerOf(ship, "tcp", address("web"), 80)).startsWith("10.199.");
        docker.run("network", "disconnect", "quay", "web").text();

        assertThat(docker.run("exec", "web", "ip", "-o", "link").text()).doesNotContain("eth1");
        assertThat(toys.holdings()).startsWith("1 networks, 0 endpoints");
    }

    @Test
    void containersLiveOnWhileThePluginIsAway() {
        create("quay");
        serve("web", "--net", "quay");
        String address = address("web");
        talk.callerOf(ship, "tcp", address, 80);
        plugin.close();
        awaitPlugin(false);
        try {
            assertThat(talk.ask(ship, "tcp", address, 80).text()).endsWith("hi");
            assertThat(docker.run("network", "ls", "--format", "{{.Name}} {{.Driver}}")
                            .text())
                    .contains("quay toy");
            assertThat(address("web")).isEqualTo(address);
            assertThat(docker.run("run", "--rm", "--net", "quay", "box", "true").err())
                    .contains("\"toy\" is not available");
            assertThat(docker.run("network", "rm", "quay").code()).isNotZero();
            docker.run("rm", "-f", "web").text();
        } finally {
            plugin.open();
        }
        awaitPlugin(true);

        serve("web", "--net", "quay");
        assertThat(talk.callerOf(ship, "tcp", address("web"), 80)).startsWith("10.199.");
        Await.until(
                "the plugin's hearing of the end",
                SOON,
                () -> toys.holdings().contains(" 1 endpoints"),
                toys::holdings);
    }

    @Test
    void aKilledDaemonFindsWhatThePluginHas() {
        create("quay");
        serve("web", "--net", "quay");
        String address = address("web");
        daemon.kill9();
        assertThat(talk.callerOf(ship, "tcp", address, 80)).startsWith("10.199.");

        daemon.startAgain();
        awaitPlugin(true);

        assertThat(address("web")).isEqualTo(address);
        assertThat(talk.ask(ship, "tcp", address, 80).text()).endsWith("hi");
        serve("crane", "--net", "quay");
        assertThat(address("crane")).isNotEqualTo(address);
        assertThat(ask("crane", "web").text()).endsWith("hi");
        docker.run("rm", "-f", "web", "crane").text();
        assertThat(toys.holdings()).startsWith("1 networks, 0 endpoints");
    }

    @ParameterizedTest
    @EnumSource(
            value = Mood.class,
            names = {"SILENT", "CONFUSED", "EMPTY", "BROKEN"})
    void aPluginThatMisbehavesHarmsNobodyElse(Mood mood) {
        create("quay");
        serve("web", "--net", "quay");
        String held = toys.holdings();
        plugin.is(mood);

        Commands.Result run = docker.run("run", "-d", "--name", "late", "--net", "quay", "box", "true");
        Commands.Result create = docker.run("network", "create", "-d", "toy", "--ipam-driver", "toy", "second");
        assertThat(run.code()).isEqualTo(125);
        assertThat(run.err()).contains(complaint(mood));
        assertThat(create.code()).isEqualTo(1);
        assertThat(create.err()).contains(complaint(mood));
        assertThat(docker.run("run", "--rm", "box", "true").code())
                .as("on the default bridge")
                .isZero();
        assertThat(talk.ask(ship, "tcp", address("web"), 80).text()).endsWith("hi");
        plugin.is(Mood.WELL);

        assertThat(docker.run("network", "ls", "--format", "{{.Name}}").text()).doesNotContain("second");
        docker.run("rm", "-f", "late").text();
        Await.until("the undoing", SOON, () -> toys.holdings().equals(held), toys::holdings);
        docker.run("run", "--rm", "--net", "quay", "box", "true").text();
    }

    private static String complaint(Mood mood) {
        return switch (mood) {
            case SILENT -> "did not answer IpamDriver.Request";
            case CONFUSED -> "something else than JSON";
            case BROKEN -> "Plugin Error: the crane is broken, IpamDriver.Request";
            default -> "the plugin told no ";
        };
    }

    @Test
    void anUnknownPluginIsNotFound() {
        assertThat(docker.run("network", "create", "-d", "nobody", "quay").err())
                .contains("plugin \"nobody\" not found");
        assertThat(docker.run("network", "create", "--ipam-driver", "nobody", "quay")
                        .code())
                .isNotZero();
    }

    private static void awaitPlugin(boolean isThere) {
        Await.until(
                "the plugin",
                SOON,
                () -> new WharfCli(daemon).run("drivers").out().contains("toy") == isThere,
                daemon::tail);
    }

    private static String create(String name, String... options) {
        return docker.run(Words.of("network", "create", "-d", "toy", "--ipam-driver", "toy", options, name))
                .text();
    }

    private static void serve(String name, String... options) {
        docker.run(Words.of("run", "-d", "--name", name, options, "box", "talk", "serve", "tcp", "80"))
                .text();
    }

    private static Commands.Result ask(String container, String address) {
        return docker.run("exec", container, "talk", "ask", "tcp", address, "80", "hi");
    }

    private static String address(String container) {
        return inspect("container", container, "{{.NetworkSettings.Networks.quay.IPAddress}}");
    }

    private static String inspect(String what, String name, String format) {
        return docker.run(what, "inspect", "-f", format, name).text();
    }
}
