package dev.wharf.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who reaches whom. The daemon is on a host, the ship, that a wire connects to another one, the shore. */
@Tag("privileged")
class NetworkIT {
    private static final String SHIP = "10.203.1.1";
    private static final String SHORE = "10.203.1.2";
    private static final int PARALLEL = 32;

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
        docker = new DockerCli(DockerCli.programs().get(0), daemon);
        docker.runWith(talk.root(), "import", "-", "box").text();
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

    @Test
    void aPublishedPortIsReachedFromAnotherHostWhichTheContainerKnows() {
        serve("web", "-p", "8080:80");

        assertThat(talk.callerOf(shore, "tcp", SHIP, 8080)).isEqualTo(SHORE);
    }

    @Test
    void aPublishedPortIsReachedFromItsHostByAllItsAddresses() {
        serve("web", "-p", "8080:80");

        for (String address : List.of("127.0.0.1", SHIP, gateway(), "::1")) {
            assertThat(talk.callerOf(ship, "tcp", address, 8080)).as(address).isNotEmpty();
        }
        assertThat(talk.callerOf(ship, "tcp", address("web"), 80)).isEqualTo(gateway());
    }

    @Test
    void aPublishedPortIsReachedFromANeighbourAndFromItsOwnContainer() {
        serve("web", "-p", "8080:80");
        serve("neighbour");
        talk.callerOf(ship, "tcp", SHIP, 8080);

        assertThat(ask("neighbour", SHIP, 8080).text()).endsWith("hi");
        assertThat(ask("neighbour", gateway(), 8080).text()).endsWith("hi");
        assertThat(ask("neighbour", address("web"), 80).text()).isEqualTo(address("neighbour") + " hi");
        assertThat(ask("web", SHIP, 8080).text()).endsWith("hi");
        assertThat(ask("web", gateway(), 8080).text()).endsWith("hi");
    }

    @Test
    void aPortIsPublishedAtTheAddressThatWasAsked() {
        serve("web", "-p", "127.0.0.1:8080:80");

        talk.callerOf(ship, "tcp", "127.0.0.1", 8080);
        assertThat(talk.ask(shore, "tcp", SHIP, 8080).code()).isNotZero();
        assertThat(talk.ask(ship, "tcp", SHIP, 8080).code()).isNotZero();
    }

    @Test
    void datagramsArePublishedToo() {
        docker.run("run", "-d", "--name", "log", "-p", "5514:514/udp", "box", "talk", "serve", "udp", "514")
                .text();

        assertThat(talk.callerOf(shore, "udp", SHIP, 5514)).isEqualTo(SHORE);
        assertThat(talk.callerOf(ship, "udp", "127.0.0.1", 5514)).isNotEmpty();
        assertThat(talk.callerOf(ship, "udp", "::1", 5514)).isNotEmpty();
    }

    @Test
    void containersReachOtherHostsInTheNameOfTheirHost() {
        Process server = talk.serve(shore, "tcp", 7);
        try {
            talk.callerOf(shore, "tcp", "127.0.0.1", 7);

            assertThat(docker.run("run", "--rm", "box", "talk", "ask", "tcp", SHORE, "7", "hi")
                            .text())
                    .isEqualTo(SHIP + " hi");
        } finally {
            server.destroyForcibly();
        }
    }

    @Test
    void networksAreParted() {
        docker.run("network", "create", "port").text();
        docker.run("network", "create", "starboard").text();
        try {
            serve("here", "--net", "port");
            serve("near", "--net", "port");
            serve("there", "--net", "starboard");
            serve("old");
            talk.callerOf(ship, "tcp", addressIn("starboard", "there"), 80);
            talk.callerOf(ship, "tcp", addressIn("port", "near"), 80);
            talk.callerOf(ship, "tcp", address("old"), 80);

            assertThat(ask("here", addressIn("port", "near"), 80).text()).endsWith("hi");
            assertThat(ask("here", addressIn("starboard", "there"), 80).code()).isNotZero();
            assertThat(ask("here", address("old"), 80).code()).isNotZero();
            assertThat(ask("old", addressIn("port", "near"), 80).code()).isNotZero();
        } finally {
            daemon.removeContainers();
            docker.run("network", "rm", "port", "starboard").text();
        }
    }

    @Test
    void aPortIsFreeAsSoonAsItsContainerHasEnded() {
        for (int turn = 0; turn < 5; turn++) {
            serve("web", "-p", "8080:80");
            docker.run("rm", "-f", "web").text();
        }
    }

    @Test
    void aPortIsGivenOnce() {
        serve("web", "-p", "8080:80");

        Commands.Result second = docker.run("run", "-d", "--name", "late", "-p", "8080:80", "box", "true");

        assertThat(second.code()).isEqualTo(125);
        assertThat(second.err()).contains("Bind for 0.0.0.0:8080 failed: port is already allocated");
        docker.run("rm", "-f", "web").text();
        docker.run("start", "late").text();
    }

    @Test
    void aPortThatAProgramOfTheHostHasIsNotPublished() {
        Process server = talk.serve(ship, "tcp", 8080);
        try {
            talk.callerOf(ship, "tcp", "127.0.0.1", 8080);

            Commands.Result result = docker.run("run", "-d", "-p", "8080:80", "box", "true");

            assertThat(result.code()).isEqualTo(125);
            assertThat(result.err()).contains("8080").contains("address already in use");
        } finally {
            server.destroyForcibly();
        }
    }

    @Test
    void manyStartAtOnce() {
        List<CompletableFuture<Commands.Result>> starts = IntStream.range(0, PARALLEL)
                .mapToObj(number -> CompletableFuture.supplyAsync(() -> docker.run(
                        "run", "-d", "-p", (9000 + number) + ":80", "-p", "80", "box", "talk", "serve", "tcp", "80")))
                .toList();

        assertThat(starts.stream().map(CompletableFuture::join))
                .allSatisfy(start -> assertThat(start.code()).as(start.all()).isZero());
        for (int number = 0; number < PARALLEL; number++) {
            assertThat(talk.callerOf(shore, "tcp", SHIP, 9000 + number)).isEqualTo(SHORE);
        }
    }

    private static void serve(String name, String... options) {
        docker.run(Words.of("run", "-d", "--name", name, options, "box", "talk", "serve", "tcp", "80"))
                .text();
    }

    private static Commands.Result ask(String container, String address, int port) {
        return docker.run("exec", container, "talk", "ask", "tcp", address, Integer.toString(port), "hi");
    }

    private static String address(String container) {
        return docker.run("inspect", "-f", "{{.NetworkSettings.IPAddress}}", container)
                .text();
    }

    private static String addressIn(String network, String container) {
        return docker.run(
                        "inspect",
                        "-f",
                        "{{(index .NetworkSettings.Networks \"" + network + "\").IPAddress}}",
                        container)
                .text();
    }

    private static String gateway() {
        return docker.run("network", "inspect", "-f", "{{(index .IPAM.Config 0).Gateway}}", "bridge")
                .text();
    }
}
