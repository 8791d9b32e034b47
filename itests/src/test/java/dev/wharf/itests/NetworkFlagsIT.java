package dev.wharf.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A daemon whose containers do not hear one another, have IPv6 and small frames. */
@Tag("privileged")
class NetworkFlagsIT {
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
        shore.route("fd77::/64", "fd03:1::1");
        daemon = WharfDaemon.startOn(
                ship,
                "--icc=false",
                "--mtu=1400",
                "--ipv6",
                "--fixed-cidr-v6=fd77::/64",
                "--bip=10.77.0.1/16",
                "--fixed-cidr=10.77.5.0/24",
                "--dns=10.203.1.2",
                "--dns-search=harbour.test");
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
    void neighboursDoNotHearOneAnotherButOverALink() {
        serve("web", "--expose", "80");
        serve("stranger");
        serve("friend", "--link", "web:harbour");
        talk.callerOf(ship, "tcp", inspect("web", "{{.NetworkSettings.IPAddress}}"), 80);

        assertThat(ask("stranger", inspect("web", "{{.NetworkSettings.IPAddress}}"), 80)
                        .code())
                .isNotZero();
        assertThat(ask("friend", "harbour", 80).text()).endsWith("hi");
        assertThat(ask("web", inspect("friend", "{{.NetworkSettings.IPAddress}}"), 80)
                        .code())
                .isNotZero();
    }

    @Test
    void aLinkIsOpenedAgainWhereItsContainerIsAfterARestart() {
        serve("web", "--expose", "80");
        serve("friend", "--link", "web:harbour");
        docker.run("stop", "-t", "0", "web").text();
        serve("taker"); // of the address
        docker.run("start", "web").text();
        talk.callerOf(ship, "tcp", inspect("web", "{{.NetworkSettings.IPAddress}}"), 80);

        assertThat(ask("friend", "harbour", 80).text()).endsWith("hi");
    }

    @Test
    void aLinkThatIsRemovedIsClosedAtOnce() {
        serve("web", "--expose", "80");
        serve("friend", "--link", "web:harbour");
        String address = inspect("web", "{{.NetworkSettings.IPAddress}}");
        talk.callerOf(ship, "tcp", address, 80);
        assertThat(ask("friend", address, 80).text()).endsWith("hi");

        docker.run("rm", "--link", "/friend/harbour").text();

        assertThat(ask("friend", address, 80).code()).isNotZero();
    }

    @Test
    void framesAreAsSmallAsAsked() {
        assertThat(docker.run("run", "--rm", "box", "cat", "/sys/class/net/eth0/mtu")
                        .text())
                .isEqualTo("1400");
    }

    @Test
    void addressesComeFromTheAskedPart() {
        serve("web");

        assertThat(inspect("web", "{{.NetworkSettings.IPAddress}}")).startsWith("10.77.5.");
        assertThat(inspect("web", "{{.NetworkSettings.IPPrefixLen}} {{.NetworkSettings.Gateway}}"))
                .isEqualTo("16 10.77.0.1");
    }

    @Test
    void containersHaveIpv6AddressesThatOtherHostsReach() {
        serve("web", "-p", "8080:80");
        String address = inspect("web", "{{.NetworkSettings.GlobalIPv6Address}}");

        assertThat(address).startsWith("fd77::");
        assertThat(inspect("web", "{{.NetworkSettings.GlobalIPv6PrefixLen}}")).isEqualTo("64");
        assertThat(talk.callerOf(ship, "tcp", address, 80)).startsWith("fd77::");
        for (String published : List.of("::1", "fd03:1::1")) {
            assertThat(talk.callerOf(ship, "tcp", published, 8080))
                    .as(published)
                    .isNotEmpty();
        }
        assertThat(talk.callerOf(shore, "tcp", "fd03:1::1", 8080)).isNotEmpty();
    }

    @Test
    void nameServersAndSearchDomainsAreThoseOfTheDaemon() {
        assertThat(docker.run("run", "--rm", "box", "cat", "/etc/resolv.conf").text())
                .contains("nameserver 10.203.1.2", "search harbour.test");
        assertThat(docker.run("run", "--rm", "--dns", "9.9.9.9", "box", "cat", "/etc/resolv.conf")
                        .text())
                .contains("nameserver 9.9.9.9")
                .doesNotContain("10.203.1.2");
    }

    private static void serve(String name, String... options) {
        docker.run(Words.of("run", "-d", "--name", name, options, "box", "talk", "serve", "tcp", "80"))
                .text();
    }

    private static Commands.Result ask(String container, String address, int port) {
        return docker.run("exec", container, "talk", "ask", "tcp", address, Integer.toString(port), "hi");
    }

    private static String inspect(String container, String format) {
        return docker.run("inspect", "-f", format, container).text();
    }
}
