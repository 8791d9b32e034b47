package dev.wharf.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Networks outlive the daemon, and nothing outlives networks. {@code -Dwharf.network.starts=1000} makes the long test
 * long.
 */
@Tag("privileged")
class NetworkLifeIT {
    private static final int STARTS = Integer.getInteger("wharf.network.starts", 20);
    private static final String SHIP = "10.203.1.1";
    private static final String FOREIGN =
            """
            add table ip filter
            add chain ip filter DOCKER-USER
            add rule ip filter DOCKER-USER return
            add chain ip filter FORWARD { type filter hook forward priority 0 ; policy drop ; }
            add rule ip filter FORWARD jump DOCKER-USER""";

    private static final Duration SOON = Duration.ofSeconds(15);

    private static Talk talk;
    private static Host ship;
    private static Host shore;
    private static WharfDaemon daemon;
    private static DockerCli docker;

    @BeforeAll
    static void startDaemon() {
        talk = Talk.build();
        ship = Host.make();
        shore = Host.make();
        ship.wire(shore, 1);
        daemon = WharfDaemon.startOn(ship);
        docker = client(daemon);
    }

    @AfterAll
    static void endDaemon() {
        daemon.close();
        ship.close();
        shore.close();
        talk.close();
    }

    @AfterEach
    void removeContainers() {
        daemon.removeContainers();
    }

    private static DockerCli client(WharfDaemon of) {
        DockerCli made = new DockerCli(DockerCli.programs().get(0), of);
        made.runWith(talk.root(), "import", "-", "box").text();
        return made;
    }

    @Test
    void aKillOfTheDaemonBreaksNoConnectionAndLosesNoPort() {
        docker.run("network", "create", "port").text();
        serve(docker, "web", "-p", "8080:80");
        serve(docker, "inner", "--net", "port", "-p", "8081:80");
        talk.callerOf(shore, "tcp", SHIP, 8080);
        talk.callerOf(shore, "tcp", SHIP, 8081);
        try (Conversation before = talk.hold(shore, SHIP, 8080);
                Conversation inner = talk.hold(shore, SHIP, 8081)) {
            assertThat(before.say("one")).endsWith("one");
            assertThat(inner.say("one")).endsWith("one");

            daemon.kill9();
            assertThat(before.say("two")).endsWith("two");
            assertThat(talk.callerOf(shore, "tcp", SHIP, 8080)).isEqualTo("10.203.1.2");
            daemon.startAgain();

            assertThat(before.say("three")).endsWith("three");
            assertThat(inner.say("three")).endsWith("three");
            assertThat(talk.callerOf(shore, "tcp", SHIP, 8080)).isEqualTo("10.203.1.2");
            assertThat(talk.callerOf(ship, "tcp", "::1", 8080)).isNotEmpty();
        }
        assertThat(docker.run("port", "web").text()).contains("80/tcp -> 0.0.0.0:8080");
        assertThat(docker.run("run", "-d", "-p", "8081:80", "box", "true").err())
                .contains("port is already allocated");
        docker.run("rm", "-f", "web", "inner").text();
        docker.run("network", "rm", "port").text();
        serve(docker, "again", "-p", "8080:80", "-p", "8081:80");
        assertThat(talk.callerOf(shore, "tcp", SHIP, 8081)).isEqualTo("10.203.1.2");
    }

    @Test
    void whatEndsWhileTheDaemonIsAwayIsGoneWhenItIsBack() {
        Await.until("the end of those of the test before", SOON, () -> ship.interfaces().stream()
                .noneMatch(name -> name.startsWith("veth")));
        List<String> rest = ship.interfaces();
        docker.run("run", "-d", "--name", "brief", "-p", "8080:80", "box", "sleep", "1000")
                .text();
        String pid = docker.run("inspect", "-f", "{{.State.Pid}}", "brief").text();
        daemon.kill9();
        Commands.run(List.of("kill", "-9", pid)).text();

        daemon.startAgain();

        Await.until("the rest of interfaces", SOON, () -> ship.interfaces().equals(rest), () -> "" + ship.interfaces());
        serve(docker, "next", "-p", "8080:80");
        assertThat(talk.callerOf(shore, "tcp", SHIP, 8080)).isEqualTo("10.203.1.2");
    }

    @Test
    void manyStartsAndStopsLeaveNothing() {
        turn(0);
        List<String> interfaces = ship.interfaces();
        String rules = ship.rules();
        long descriptors = descriptors();

        for (int number = 1; number <= STARTS; number++) {
            turn(number);
        }

        Await.until(
                "the rest of interfaces",
                SOON,
                () -> ship.interfaces().equals(interfaces),
                () -> "" + ship.interfaces());
        assertThat(ship.rules().replaceAll("(packets|bytes) \\d+", ""))
                .isEqualTo(rules.replaceAll("(packets|bytes) \\d+", ""));
        Await.until("the rest of descriptors", SOON, () -> descriptors() <= descriptors + 4, () -> "" + descriptors());
    }

    /** Each has a published port, each third one a network of its own. */
    private static void turn(int number) {
        RawClient client = daemon.client();
        String network = number % 3 == 0 ? "turn" + number : "bridge";
        if (number % 3 == 0) {
            expect(client.postJson("/networks/create", "{\"Name\":\"" + network + "\"}"), 201);
        }
        String container = "/containers/turn" + number;
        expect(
                client.postJson(
                        "/containers/create?name=turn" + number,
                        "{\"Image\":\"box\",\"Cmd\":[\"sleep\",\"1000\"],\"ExposedPorts\":{\"80/tcp\":{}},\"HostConfig\":"
                                + "{\"NetworkMode\":\"" + network
                                + "\",\"PortBindings\":{\"80/tcp\":[{\"HostPort\":\"8080\"}]}}}"),
                201);
        expect(client.post(container + "/start"), 204);
        expect(client.post(container + "/stop?t=0"), 204);
        expect(client.delete(container + "?force=1"), 204);
        if (number % 3 == 0) {
            expect(client.delete("/networks/" + network), 204);
        }
    }

    private static void expect(RawClient.Response answer, int status) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    }

    private static long descriptors() {
        try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(daemon.pid()), "fd"))) {
            return open.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void twoDaemonsOnOneHostDoNotDisturbOneAnother() {
        ship.run("ip", "link", "add", "second0", "type", "bridge").text();
        ship.run("ip", "address", "add", "10.88.0.1/24", "dev", "second0").text();
        try (WharfDaemon other = WharfDaemon.startOn(ship, "--bridge", "second0")) {
            DockerCli others = client(other);
            serve(docker, "one", "-p", "8080:80");
            serve(others, "two", "-p", "8081:80");
            docker.run("network", "create", "same").text();
            others.run("network", "create", "same").text();
            assertThat(talk.callerOf(shore, "tcp", SHIP, 8080)).isEqualTo("10.203.1.2");
            assertThat(talk.callerOf(shore, "tcp", SHIP, 8081)).isEqualTo("10.203.1.2");

            other.restart();

            assertThat(talk.callerOf(shore, "tcp", SHIP, 8080)).isEqualTo("10.203.1.2");
            assertThat(docker.run("run", "--rm", "--net", "same", "box", "true").code())
                    .isZero();
            assertThat(others.run("run", "-d", "-p", "8080:80", "box", "true").code())
                    .isEqualTo(125);
            docker.run("network", "rm", "same").text();
        }
        assertThat(talk.callerOf(shore, "tcp", SHIP, 8080)).isEqualTo("10.203.1.2");
    }

    @Test
    void rulesOfOthersThatDropEverythingDoNotReachContainers() {
        FOREIGN.lines().forEach(command -> ship.run(Words.of("nft", command.split(" ", -1)))
                .text());
        String before = ship.run("nft", "list", "table", "ip", "filter").text();
        daemon.restart();

        serve(docker, "web", "-p", "8080:80");

        assertThat(talk.callerOf(shore, "tcp", SHIP, 8080)).isEqualTo("10.203.1.2");
        assertThat(docker.run("exec", "web", "talk", "ask", "tcp", SHIP, "8080", "hi")
                        .code())
                .isZero();
        docker.run("rm", "-f", "web").text();
        daemon.stop();
        assertThat(ship.run("nft", "list", "table", "ip", "filter").text()).isEqualTo(before);
        ship.run("nft", "delete", "table", "ip", "filter").text();
        daemon.startAgain();
    }

    private static void serve(DockerCli docker, String name, String... options) {
        docker.run(Words.of("run", "-d", "--name", name, options, "box", "talk", "serve", "tcp", "80"))
                .text();
    }
}
