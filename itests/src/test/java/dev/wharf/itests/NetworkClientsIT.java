package dev.wharf.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What people type about networks, with each docker command of this machine. */
@Tag("privileged")
@ParameterizedClass(name = "{0}")
@MethodSource("programs")
class NetworkClientsIT {
    private static Talk talk;
    private static WharfDaemon daemon;

    private final DockerCli docker;

    NetworkClientsIT(Path program) {
        this.docker = new DockerCli(program, daemon);
    }

    @BeforeAll
    static void startDaemon() {
        talk = Talk.build();
        daemon = WharfDaemon.start();
    }

    @AfterAll
    static void endDaemon() {
        daemon.close();
        talk.close();
    }

    static List<Path> programs() {
        return DockerCli.programs();
    }

    @BeforeEach
    void importBox() {
        if (docker.run("images", "-q", "box").text().isEmpty()) {
            docker.runWith(talk.root(), "import", "-", "box").text();
        }
    }

    @AfterEach
    void removeAll() {
        daemon.removeContainers();
        List<String> made = docker.run("network", "ls", "-q", "--filter", "type=custom")
                .text()
                .lines()
                .toList();
        made.forEach(network -> docker.run("network", "rm", network).text());
    }

    @Test
    void portsAreShownByPortPsAndInspect() {
        serve("web", "-p", "8080:80", "-p", "127.0.0.1:5353:53/udp");

        assertThat(docker.run("port", "web").text().lines())
                .containsExactlyInAnyOrder("80/tcp -> 0.0.0.0:8080", "53/udp -> 127.0.0.1:5353");
        assertThat(docker.run("port", "web", "80").text()).isEqualTo("0.0.0.0:8080");
        assertThat(docker.run("ps", "--format", "{{.Ports}}").text())
                .contains("0.0.0.0:8080->80/tcp", "127.0.0.1:5353->53/udp");
        assertThat(inspect("web", "{{(index (index .NetworkSettings.Ports \"80/tcp\") 0).HostPort}}"))
                .isEqualTo("8080");
        assertThat(talk.callerOf(daemon.host(), "tcp", "127.0.0.1", 8080)).isNotEmpty();
    }

    @Test
    void allExposedPortsArePublishedAtRandomOnes() {
        serve("web", "-P", "--expose", "80", "--expose", "7000-7001");

        List<String> ports = docker.run("port", "web").text().lines().toList();
        assertThat(ports).hasSize(3).allMatch(line -> line.matches("(80|7000|7001)/tcp -> 0\\.0\\.0\\.0:\\d{5}"));
        int port = Integer.parseInt(docker.run("port", "web", "80").text().replaceFirst(".*:", ""));
        assertThat(talk.callerOf(daemon.host(), "tcp", "127.0.0.1", port)).isNotEmpty();
    }

    @Test
    void rangesArePublishedInOrder() {
        serve("web", "-p", "9000-9002:80-82");

        assertThat(docker.run("port", "web").text().lines())
                .containsExactlyInAnyOrder(
                        "80/tcp -> 0.0.0.0:9000", "81/tcp -> 0.0.0.0:9001", "82/tcp -> 0.0.0.0:9002");
    }

    @Test
    void aPortIsAlreadyAllocated() {
        serve("web", "-p", "8080:80");

        assertThat(docker.run("run", "-d", "-p", "8080:80", "box", "true").err())
                .contains("Bind for 0.0.0.0:8080 failed: port is already allocated");
    }

    @Test
    void theDefaultNetworksAreThere() {
        assertThat(docker.run("network", "ls", "--format", "{{.Name}} {{.Driver}}")
                        .text()
                        .lines())
                .contains("bridge bridge", "host host", "none null");
        assertThat(docker.run("network", "rm", "bridge").code()).isNotZero();
        assertThat(docker.run("run", "--rm", "--net", "none", "box", "ip", "-o", "link")
                        .text()
                        .lines())
                .noneMatch(line -> line.contains("eth0"));
    }

    @Test
    void aNetworkIsMadeShownAndRemoved() {
        String id = docker.run("network", "create", "--subnet", "10.91.0.0/16", "--gateway", "10.91.0.254", "quay")
                .text();

        assertThat(id).matches("[0-9a-f]{64}");
        assertThat(docker.run("network", "ls", "-q", "--no-trunc", "--filter", "name=quay")
                        .text())
                .isEqualTo(id);
        assertThat(docker.run(
                                "network",
                                "inspect",
                                "-f",
                                "{{range .IPAM.Config}}{{.Subnet}} {{.Gateway}}{{end}}",
                                "quay")
                        .text())
                .isEqualTo("10.91.0.0/16 10.91.0.254");
        assertThat(docker.run("network", "create", "--subnet", "10.91.3.0/24", "inside")
                        .code())
                .isNotZero();
        assertThat(docker.run("network", "rm", "quay").text()).isEqualTo("quay");
        assertThat(docker.run("network", "inspect", "quay").code()).isNotZero();
    }

    @Test
    void containersAreConnectedAndDisconnectedWhileTheyRunAndWhileTheyDoNot() {
        docker.run("network", "create", "quay").text();
        serve("web");

        docker.run("network", "connect", "quay", "web").text();
        assertThat(exec("web", "ip", "-o", "-4", "address").text()).contains("eth0", "eth1");
        assertThat(docker.run("network", "inspect", "-f", "{{range .Containers}}{{.IPv4Address}}{{end}}", "quay")
                        .text())
                .matches("172\\.\\d+\\.0\\.2/16");
        assertThat(docker.run("network", "rm", "quay").code()).isNotZero();

        docker.run("network", "disconnect", "quay", "web").text();
        assertThat(exec("web", "ip", "-o", "-4", "address").text())
                .contains("eth0")
                .doesNotContain("eth1");

        docker.run("stop", "-t", "0", "web").text();
        docker.run("network", "connect", "quay", "web").text();
        docker.run("start", "web").text();
        assertThat(exec("web", "ip", "-o", "-4", "address").text()).contains("eth0", "eth1");
        docker.run("network", "disconnect", "quay", "web").text();
        docker.run("network", "rm", "quay").text();
    }

    @Test
    void containersOfANetworkKnowOneAnotherByName() {
        docker.run("network", "create", "quay").text();
        serve("web", "--net", "quay");
        serve("crane", "--net", "quay");
        talk.callerOf(daemon.host(), "tcp", addressIn("quay", "web"), 80);

        assertThat(exec("crane", "talk", "ask", "tcp", "web", "80", "hi").text())
                .isEqualTo(addressIn("quay", "crane") + " hi");
        assertThat(exec("crane", "cat", "/etc/resolv.conf").text()).contains("nameserver 127.0.0.11");
        assertThat(exec("crane", "nslookup", "web").text()).contains(addressIn("quay", "web"));
        assertThat(exec("crane", "nslookup", "nobody.invalid").code()).isNotZero();

        docker.run("rename", "web", "shed").text();
        assertThat(exec("crane", "talk", "ask", "tcp", "shed", "80", "hi").code())
                .isZero();
        docker.run("rm", "-f", "shed").text();
        assertThat(exec("crane", "talk", "ask", "tcp", "shed", "80", "hi").code())
                .isNotZero();
    }

    @Test
    void linksGiveNamesAndVariables() {
        serve("db", "--expose", "80", "-e", "SECRET=anchor");
        serve("web", "--link", "db:store");
        talk.callerOf(daemon.host(), "tcp", address("db"), 80);

        assertThat(exec("web", "talk", "ask", "tcp", "store", "80", "hi").code())
                .isZero();
        assertThat(exec("web", "cat", "/etc/hosts").text()).contains(address("db") + "\tstore");
        assertThat(exec("web", "env").text())
                .contains(
                        "STORE_NAME=/web/store",
                        "STORE_PORT=tcp://" + address("db") + ":80",
                        "STORE_PORT_80_TCP_ADDR=" + address("db"),
                        "STORE_ENV_SECRET=anchor");
        assertThat(inspect("web", "{{.HostConfig.Links}}")).isEqualTo("[/db:/web/store]");
        RawClient.Response refused = daemon.client()
                .postJson(
                        "/containers/create",
                        "{\"Image\":\"box\",\"Cmd\":[\"true\"],\"HostConfig\":{\"Links\":[\"nobody:x\"]}}");
        assertThat(refused.status()).isGreaterThanOrEqualTo(400);
        assertThat(refused.body()).contains("nobody");
    }

    @Test
    void hostsAndNameServersAreAdded() {
        assertThat(docker.run("run", "--rm", "--add-host", "buoy:10.1.2.3", "box", "cat", "/etc/hosts")
                        .text())
                .contains("10.1.2.3\tbuoy");
        assertThat(docker.run(
                                "run",
                                "--rm",
                                "--dns",
                                "9.9.9.9",
                                "--dns-search",
                                "harbour.test",
                                "box",
                                "cat",
                                "/etc/resolv.conf")
                        .text())
                .contains("nameserver 9.9.9.9", "search harbour.test");
        assertThat(docker.run("run", "--rm", "-h", "buoy", "box", "sh", "-c", "hostname; cat /etc/hosts")
                        .text())
                .startsWith("buoy")
                .containsPattern("172\\.\\d+\\.0\\.\\d+\tbuoy");
    }

    @Test
    void theHardwareAddressIsTheOneThatWasAsked() {
        Commands.Result run =
                docker.run("run", "-d", "--name", "web", "--mac-address", "02:42:ac:11:00:77", "box", "sleep", "9");
        if (run.err().contains("requires API version 1.44")) { // what newer clients make of the option
            daemon.client()
                    .postJson(
                            "/containers/create?name=web",
                            "{\"Image\":\"box\",\"Cmd\":[\"sleep\",\"9\"],\"MacAddress\":\"02:42:ac:11:00:77\"}");
            docker.run("start", "web").text();
        }

        assertThat(exec("web", "cat", "/sys/class/net/eth0/address").text()).isEqualTo("02:42:ac:11:00:77");
        assertThat(inspect("web", "{{.NetworkSettings.MacAddress}}")).isEqualTo("02:42:ac:11:00:77");
    }

    @Test
    void anotherContainersNetworkIsShared() {
        serve("web");

        assertThat(docker.run(
                                "run",
                                "--rm",
                                "--net",
                                "container:web",
                                "box",
                                "talk",
                                "ask",
                                "tcp",
                                "127.0.0.1",
                                "80",
                                "hi")
                        .code())
                .isZero();
        assertThat(docker.run("run", "--rm", "--net", "container:web", "-p", "1:1", "box", "true")
                        .code())
                .isNotZero();
    }

    @Test
    void theNetworkOfTheHostIsThere() {
        assertThat(docker.run("run", "--rm", "--net", "host", "box", "ip", "-o", "link")
                        .text())
                .contains("docker0");
    }

    @Test
    void statsCountTheBytesOfTheNetwork() {
        serve("web");
        talk.callerOf(daemon.host(), "tcp", address("web"), 80);

        assertThat(docker.run("stats", "--no-stream", "web").text())
                .containsPattern("[1-9][0-9.]* ?k?B / [0-9.]+ ?k?B");
        assertThat(daemon.client().get("/v1.21/containers/web/stats?stream=0").body())
                .containsPattern("\"eth0\":\\{\"rx_bytes\":[1-9]");
    }

    private void serve(String name, String... options) {
        docker.run(Words.of("run", "-d", "--name", name, options, "box", "talk", "serve", "tcp", "80"))
                .text();
    }

    private Commands.Result exec(String... words) {
        return docker.run(Words.of("exec", words));
    }

    private String inspect(String container, String format) {
        return docker.run("inspect", "-f", format, container).text();
    }

    private String address(String container) {
        return inspect(container, "{{.NetworkSettings.IPAddress}}");
    }

    private String addressIn(String network, String container) {
        return inspect(container, "{{(index .NetworkSettings.Networks \"" + network + "\").IPAddress}}");
    }
}
