package dev.wharf.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A daemon whose kernel has no nf_tables, as far as it can see, and that may not make the host forward packets. */
@Tag("privileged")
class NoPacketFilterIT {
    private static final String COMPLAINT = "ports cannot be published, containers go out with their own addresses";

    @TempDir
    private static Path folder;

    private static Talk talk;
    private static Host ship;
    private static WharfDaemon daemon;
    private static DockerCli docker;

    @BeforeAll
    static void startDaemon() {
        talk = Talk.build();
        ship = Host.make();
        ship.run("sh", "-c", "echo 0 > /proc/sys/net/ipv4/ip_forward").text(); // else as in the namespace it comes from
        Path program = folder.resolve("nonft");
        Commands.run(List.of("gcc", "-Os", "src/test/resources/network/nonft.c", "-o", program.toString()))
                .text();
        daemon = WharfDaemon.startOn(
                ship, new WharfDaemon.Launch(List.of(program.toString()), Map.of()), "--ip-forward=false");
        docker = new DockerCli(DockerCli.programs().get(0), daemon);
        docker.runWith(talk.root(), "import", "-", "box").text();
    }

    @AfterAll
    static void endDaemon() {
        daemon.close();
        ship.close();
        talk.close();
    }

    @AfterEach
    void removeContainers() {
        daemon.removeContainers();
    }

    @Test
    void containersTalkToTheirHostAndToNeighbours() {
        serve("web");
        serve("neighbour");

        assertThat(talk.callerOf(ship, "tcp", address("web", "bridge"), 80)).isNotEmpty();
        assertThat(ask("neighbour", address("web", "bridge")).text()).endsWith("hi");
    }

    @Test
    void containersOfANetworkKnowOneAnotherByName() {
        docker.run("network", "create", "quay").text();
        try {
            serve("web", "--net", "quay");
            serve("crane", "--net", "quay");
            talk.callerOf(ship, "tcp", address("web", "quay"), 80);

            assertThat(ask("crane", "web").text()).isEqualTo(address("crane", "quay") + " hi");
        } finally {
            daemon.removeContainers();
            docker.run("network", "rm", "quay").text();
        }
    }

    @Test
    void aPortIsNotPublishedAndTheReasonIsTold() {
        Commands.Result run = docker.run("run", "-d", "--name", "web", "-p", "8080:80", "box", "true");

        assertThat(run.code()).isEqualTo(125);
        assertThat(run.err()).contains("cannot publish a port: the kernel's packet filter nf_tables cannot");
        assertThat(daemon.client().post("/containers/web/start").status()).isEqualTo(501);
        docker.run("rm", "web").text();
        serve("web");
    }

    @Test
    void theUserIsWarned() {
        assertThat(daemon.log()).containsOnlyOnce(COMPLAINT);
        assertThat(docker.run("info").all()).contains(COMPLAINT).contains("WARNING: IPv4 forwarding is disabled");
        assertThat(docker.run("create", "box", "true").err())
                .contains("IPv4 forwarding is disabled. Networking will not work.");
    }

    private static void serve(String name, String... options) {
        docker.run(Words.of("run", "-d", "--name", name, options, "box", "talk", "serve", "tcp", "80"))
                .text();
    }

    private static Commands.Result ask(String container, String address) {
        return docker.run("exec", container, "talk", "ask", "tcp", address, "80", "hi");
    }

    private static String address(String container, String network) {
        return docker.run("inspect", "-f", "{{.NetworkSettings.Networks." + network + ".IPAddress}}", container)
                .text();
    }
}
