package dev.wharf.spi.testkit.network;

import static dev.wharf.spi.testkit.network.Rig.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.network.EndpointId;
import dev.wharf.spi.network.EndpointSpec;
import dev.wharf.spi.network.PortPublisher;
import dev.wharf.spi.network.PublishedPort;
import dev.wharf.spi.network.PublishedPort.Protocol;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ports of the host. Each driver without the capability passes: that it has none is another test. */
abstract class PublishingTopic extends NetworkTopic {
    private static final EndpointSpec ONE = endpoint(1, 2);
    private final Space client = new Space();

    @BeforeEach
    void connectClient() {
        driver().createNetwork(rig().network(1));
        String peer = client.path().toString().replaceAll("\\D", "");
        rig().host().run("ip", "link", "add", "outside", "type", "veth", "peer", "name", "eth0", "netns", peer);
        rig().host().run("ip", "addr", "add", "192.0.2.1/24", "dev", "outside");
        rig().host().run("ip", "link", "set", "outside", "up");
        client.run("ip", "addr", "add", "192.0.2.2/24", "dev", "eth0");
        client.run("ip", "link", "set", "eth0", "up");
    }

    @AfterEach
    void closeClient() {
        client.close();
    }

    private void publish(EndpointId endpoint, PublishedPort... ports) {
        driver().as(PortPublisher.class).orElseThrow().publish(endpoint, List.of(ports));
    }

    private static PublishedPort port(int hostPort) {
        return new PublishedPort(Protocol.TCP, Rig.ip("0.0.0.0"), hostPort, 80);
    }

    /** What a client on another machine hears at a port of the host. */
    private String heard(int port) {
        return Greeter.heard(client, "192.0.2.1", port);
    }

    @Test
    void aPortLeadsToTheContainer() {
        if (!has(NetworkFeature.PUBLISHING)) {
            return;
        }
        Box box = rig().joined(1, 2);
        box.greet(80, "hello");
        assertThat(heard(8080)).isEmpty();

        publish(ONE.id(), port(8080));

        assertThat(heard(8080)).isEqualTo("hello");
    }

    @Test
    void whatIsNotAmongTheNewPortsEnds() {
        if (!has(NetworkFeature.PUBLISHING)) {
            return;
        }
        Box box = rig().joined(1, 2);
        box.greet(80, "hello");
        publish(ONE.id(), port(8080), port(8081));
        publish(ONE.id(), port(8081), port(8082));

        assertThat(List.of(heard(8080), heard(8081), heard(8082))).containsExactly("", "hello", "hello");
        publish(ONE.id());
        assertThat(heard(8081)).isEmpty();
    }

    @Test
    void aPortThatChangesHandsLeadsToTheNewContainer() {
        if (!has(NetworkFeature.PUBLISHING)) {
            return;
        }
        Box one = rig().joined(1, 2);
        Box other = rig().joined(1, 3);
        one.greet(80, "one");
        other.greet(80, "other");
        publish(ONE.id(), port(8080));
        publish(ONE.id());

        publish(endpoint(1, 3).id(), port(8080));

        assertThat(heard(8080)).isEqualTo("other");
    }

    @Test
    void portsEndWithTheEndpoint() {
        if (!has(NetworkFeature.PUBLISHING)) {
            return;
        }
        Box box = rig().joined(1, 2);
        publish(ONE.id(), port(8080));

        driver().leave(ONE.id(), box.sandbox());
        driver().removeEndpoint(ONE.id());

        Box next = rig().joined(1, 2);
        next.greet(80, "next");
        assertThat(heard(8080)).isEmpty();
    }

    @Test
    void portsStayWhileADriverIsExchanged() {
        if (!has(NetworkFeature.PUBLISHING)) {
            return;
        }
        Box box = rig().joined(1, 2);
        box.greet(80, "hello");
        publish(ONE.id(), port(8080));

        rig().reopen();
        assertThat(heard(8080)).isEqualTo("hello");
        driver().createNetwork(rig().network(1));
        driver().restore(Rig.id(1), List.of(ONE));
        assertThat(heard(8080)).isEqualTo("hello");
        publish(ONE.id(), port(8080));

        assertThat(heard(8080)).isEqualTo("hello");
    }

    @Test
    void portsOfWhatIsNotInUseEnd() {
        if (!has(NetworkFeature.PUBLISHING)) {
            return;
        }
        rig().joined(1, 2);
        publish(ONE.id(), port(8080));

        rig().reopen();
        driver().createNetwork(rig().network(1));
        driver().restore(Rig.id(1), List.of());

        Box next = rig().joined(1, 2);
        next.greet(80, "next");
        assertThat(heard(8080)).isEmpty();
    }

    @Test
    void anEndpointThatIsNotThereIsNotFound() {
        if (!has(NetworkFeature.PUBLISHING)) {
            return;
        }
        assertFails(Kind.NOT_FOUND, () -> publish(ONE.id(), port(8080)));
    }
}
