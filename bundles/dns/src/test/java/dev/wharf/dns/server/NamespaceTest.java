package dev.wharf.dns.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.dns.NameService;
import dev.wharf.dns.message.Questions;
import dev.wharf.dns.upstream.Limits;
import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Linux;
import dev.wharf.linux.LinuxException;
import dev.wharf.linux.network.filter.FilterSocket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

@Tag("privileged")
@Timeout(60)
final class NamespaceTest {
    private static final KnownNames NAMES =
            new KnownNames().with("web", "172.18.0.2").with("db", "172.18.0.3", "fd00::3");
    private static final InetSocketAddress EVERYWHERE = new InetSocketAddress(53);
    private static final InetSocketAddress LOOPBACK =
            new InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), 53);

    private final ContainerNameServers servers = new ContainerNameServers();
    private Namespace namespace;
    private Client client;

    @BeforeEach
    void open() throws IOException {
        namespace = new Namespace();
        client = new Client(namespace.path());
    }

    @AfterEach
    void close() throws IOException {
        servers.close();
        namespace.close();
    }

    private NameService serve(InetSocketAddress... upstream) {
        return servers.serve(namespace.path(), NAMES, List.of(upstream));
    }

    private void assertServed() {
        assertThat(Worlds.first(client.askByDatagram(Worlds.ask("web")))).isEqualTo("172.18.0.2");
        assertThat(Worlds.first(client.askByStream(Worlds.ask("db")))).isEqualTo("172.18.0.3");
    }

    private long tables() {
        try (FilterSocket filter = FilterSocket.open(Linux.kernel(), namespace.path())) {
            return filter.chains().size();
        }
    }

    @Test
    void namesAreServedInANamespace() {
        serve();

        assertServed();
        assertThat(client.askByDatagram(Questions.question("web", Type.AAAA)).getRcode())
                .isEqualTo(Rcode.NOERROR);
        assertThat(client.askByDatagram(Worlds.ask("nobody")).getRcode()).isEqualTo(Rcode.SERVFAIL);
    }

    @Test
    void programsFindNames() throws IOException {
        serve();

        assertThat(namespace.execute("busybox", "nslookup", "web", "127.0.0.11"))
                .contains("172.18.0.2");
        assertThat(namespace.execute("busybox", "nslookup", "-type=ptr", "2.0.18.172.in-addr.arpa", "127.0.0.11"))
                .contains("name = web");
    }

    @Test
    void otherNamespacesAreServedOtherNames() throws IOException {
        serve();
        try (Namespace other = new Namespace()) {
            servers.serve(other.path(), new KnownNames().with("web", "10.0.0.9"), List.of());

            assertThat(Worlds.first(new Client(other.path()).askByDatagram(Worlds.ask("web"))))
                    .isEqualTo("10.0.0.9");
            assertServed();
        }
    }

    @Test
    void whatAContainerHasBoundIsNotDisturbed() {
        try (Fd datagrams = client.bound(Flags.SOCK_DGRAM, EVERYWHERE);
                Fd streams = client.bound(Flags.SOCK_STREAM, EVERYWHERE)) {
            serve();
            client.send(new byte[7], LOOPBACK);

            assertServed();
            assertThat(client.received(datagrams)).isEqualTo(7);
            assertThat(streams.number()).isPositive();
        }
    }

    @Test
    void aContainerCanBindThePortLater() {
        serve();
        try (Fd datagrams = client.bound(Flags.SOCK_DGRAM, EVERYWHERE);
                Fd streams = client.bound(Flags.SOCK_STREAM, EVERYWHERE)) {
            client.send(new byte[7], LOOPBACK);

            assertServed();
            assertThat(client.received(datagrams)).isEqualTo(7);
            assertThat(streams.number()).isPositive();
        }
    }

    @Test
    void serversAboveAreAskedFromTheNamespaceOfTheDaemon() throws IOException {
        try (Upstream above = new Upstream(question -> Worlds.wire(Worlds.addresses(question, 9, 1)))) {
            serve(above.address());

            assertThat(Worlds.first(client.askByDatagram(Worlds.ask("www.example.com"))))
                    .isEqualTo("9.0.0.0");
            assertThat(Worlds.first(client.askByStream(Worlds.ask("www.example.com"))))
                    .isEqualTo("9.0.0.0");
        }
    }

    @Test
    void thePortsOfAnEarlierDaemonAreTakenOver() {
        ContainerNameServers earlier = new ContainerNameServers();
        earlier.serve(namespace.path(), NAMES, List.of());
        long before = tables();
        earlier.close();

        serve();

        assertServed();
        assertThat(tables()).isEqualTo(before).isPositive();
    }

    @Test
    void theRulesOfAnEarlierDaemonAreReplacedWhenItsPortsAreTaken() {
        ContainerNameServers earlier = new ContainerNameServers();
        try {
            earlier.serve(namespace.path(), new KnownNames(), List.of());
            serve();

            assertServed();
            assertThat(tables()).isOne();
        } finally {
            earlier.close();
        }
    }

    @Test
    void aClientFindsTheNextDaemonWithTheSameSocket() {
        ContainerNameServers earlier = new ContainerNameServers();
        earlier.serve(namespace.path(), NAMES, List.of());
        try (Fd socket = client.connected(Flags.SOCK_DGRAM)) {
            assertThat(Worlds.first(client.ask(socket, Worlds.ask("web")))).isEqualTo("172.18.0.2");
            earlier.close();
            serve();

            assertThat(Worlds.first(client.ask(socket, Worlds.ask("web")))).isEqualTo("172.18.0.2");
        }
    }

    @Test
    void withoutADaemonQuestionsAreRefusedAtOnce() {
        serve().close();
        servers.close();

        assertThatThrownBy(() -> client.askByDatagram(Worlds.ask("web")))
                .isInstanceOfSatisfying(LinuxException.class, e -> assertThat(e.is(Errno.ECONNREFUSED))
                        .isTrue());
        assertThatThrownBy(() -> client.askByStream(Worlds.ask("web")))
                .isInstanceOfSatisfying(LinuxException.class, e -> assertThat(e.is(Errno.ECONNREFUSED))
                        .isTrue());
    }

    @Test
    void withoutTranslationThePortIsBound() {
        Opening untranslated = new TranslatedPort(Linux.kernel().networking(), path -> {
            throw new LinuxException(Errno.EOPNOTSUPP, "translate");
        });
        ContainerNameServers plain = new ContainerNameServers(Linux.kernel(), untranslated, Limits.USUAL);
        try {
            plain.serve(namespace.path(), NAMES, List.of());

            assertServed();
            assertThat(tables()).isZero();
        } finally {
            plain.close();
        }
    }

    @Test
    void theLoopbackInterfaceMayComeUpLater() throws IOException {
        namespace.execute("ip", "link", "set", "lo", "down");
        serve();
        namespace.execute("ip", "link", "set", "lo", "up");

        assertServed();
    }

    @Test
    void aNamespaceThatIsGoneIsTold() {
        assertThatThrownBy(() -> servers.serve(Path.of("/proc/0/ns/net"), NAMES, List.of()))
                .isInstanceOfSatisfying(LinuxException.class, e -> assertThat(e.is(Errno.ENOENT))
                        .isTrue());
    }
}
