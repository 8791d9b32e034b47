package dev.wharf.network.bridge.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.Linux;
import dev.wharf.linux.LinuxException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A host with two bridges, three containers behind them and another host on its LAN, each a network namespace: {@code c1}
 * (172.30.1.2) and {@code c2} (172.30.1.3) behind {@code brA}, {@code d1} (172.30.2.2) behind {@code brB}, {@code lan}
 * (192.168.77.2), which sends what is for containers to the {@code host} (192.168.77.1).
 */
final class Lab {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofMillis(400);
    private static final String SCRIPT =
            """
            set -e
            for n in host c1 c2 d1 lan; do ip netns add $P$n; ip -n $P$n link set lo up; done
            bridge() {
                ip -n ${P}host link add $1 type bridge
                ip -n ${P}host addr add 172.30.$2.1/24 dev $1
                ip -n ${P}host addr add fd00:$2::1/64 dev $1 nodad
                ip -n ${P}host link set $1 up
            }
            container() {
                ip -n ${P}host link add v$1 type veth peer name eth0 netns $P$1
                ip -n ${P}host link set v$1 master $2 up
                ip -n ${P}host link set v$1 type bridge_slave hairpin on
                ip -n $P$1 addr add 172.30.$3.$4/24 dev eth0
                ip -n $P$1 addr add fd00:$3::$4/64 dev eth0 nodad
                ip -n $P$1 link set eth0 up
                ip -n $P$1 route add default via 172.30.$3.1
                ip -n $P$1 route add default via fd00:$3::1
            }
            bridge brA 1
            bridge brB 2
            container c1 brA 1 2
            container c2 brA 1 3
            container d1 brB 2 2
            ip -n ${P}host link add lan type veth peer name eth0 netns ${P}lan
            ip -n ${P}host addr add 192.168.77.1/24 dev lan
            ip -n ${P}host addr add fd00:77::1/64 dev lan nodad
            ip -n ${P}host link set lan up
            ip -n ${P}lan addr add 192.168.77.2/24 dev eth0
            ip -n ${P}lan addr add fd00:77::2/64 dev eth0 nodad
            ip -n ${P}lan link set eth0 up
            ip -n ${P}lan route add 172.30.0.0/16 via 192.168.77.1
            ip -n ${P}lan route add fd00:1::/64 via fd00:77::1
            ip netns exec ${P}host sh -c 'echo 1 > /proc/sys/net/ipv4/ip_forward
                echo 1 > /proc/sys/net/ipv6/conf/all/forwarding
                echo 1 > /proc/sys/net/ipv4/conf/brA/route_localnet
                echo 1 > /proc/sys/net/ipv4/conf/brB/route_localnet'
            """;

    private final Kernel kernel = Linux.kernel();
    private final String prefix = "wtNFT" + ProcessHandle.current().pid();
    private final List<AutoCloseable> opened = new ArrayList<>();

    Lab() throws Exception {
        sh(SCRIPT);
    }

    /** Runs a script of the shell, with $P before the names of the namespaces; returns what it says. */
    String sh(String script) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", script).redirectErrorStream(true);
        builder.environment().put("P", prefix);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    /** Whether a script of the shell succeeds. */
    boolean succeeds(String script) throws Exception {
        return sh("if " + script + "; then echo yes; else echo no; fi").endsWith("yes\n");
    }

    /** Runs a command in the namespace of the host. */
    String onHost(String command) throws Exception {
        return sh("ip netns exec ${P}host " + command);
    }

    private Path namespace(String name) {
        return Path.of("/run/netns", prefix + name);
    }

    Firewall firewall() {
        return firewall("test");
    }

    Firewall firewall(String tag) {
        return kept(NftFirewall.of(kernel, namespace("host"), tag));
    }

    /** One that repairs by itself. */
    Firewall watchedFirewall() {
        return kept(NftFirewall.watched(kernel, namespace("host"), "test"));
    }

    private <T extends AutoCloseable> T kept(T resource) {
        opened.add(resource);
        return resource;
    }

    static InetSocketAddress at(String address, int port) {
        return new InetSocketAddress(address(address), port);
    }

    static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private Fd socket(String where, InetSocketAddress like, int type) {
        int family = like.getAddress().getAddress().length == 4 ? 2 : 10;
        return kept(kernel.networking().socket(namespace(where), family, type | Flags.SOCK_NONBLOCK, 0));
    }

    /** Listens for TCP. */
    Fd listener(String where, InetSocketAddress at) {
        Fd socket = socket(where, at, 1);
        kernel.networking().bind(socket, at);
        kernel.networking().listen(socket, 8);
        return socket;
    }

    /** A socket of UDP. */
    Fd datagrams(String where, InetSocketAddress at) {
        Fd socket = socket(where, at, 2);
        kernel.networking().bind(socket, at);
        return socket;
    }

    /** Whether somebody who connects to an address gets through to a listener. */
    boolean reaches(String from, InetSocketAddress to, Fd listener) {
        return connects(from, to, listener, PATIENCE);
    }

    /** Whether it gets through after a while. */
    boolean comesToReach(String from, InetSocketAddress to, Fd listener) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            if (connects(from, to, listener, SILENCE)) {
                return true;
            }
        }
        return false;
    }

    /** Whether nothing of it comes through. */
    boolean isKeptFrom(String from, InetSocketAddress to, Fd listener) {
        return !connects(from, to, listener, SILENCE);
    }

    private boolean connects(String from, InetSocketAddress to, Fd listener, Duration patience) {
        Fd client = socket(from, to, 1);
        try {
            kernel.networking().connect(client, to);
        } catch (LinuxException e) {
            if (!e.is(Errno.EINPROGRESS)) {
                return false;
            }
        }
        Optional<Fd> connection = within(patience, () -> kernel.networking().accept(listener));
        connection.ifPresent(Fd::close);
        client.close();
        return connection.isPresent();
    }

    /** Sends a datagram; tells whom it seems to come from where it arrives, or nothing when it does not arrive. */
    Optional<InetSocketAddress> sends(Fd from, InetSocketAddress to, Fd receiver) {
        kernel.networking().sendTo(from, ByteBuffer.allocateDirect(4), to);
        return within(SILENCE, () -> kernel.networking().receiveFrom(receiver, ByteBuffer.allocateDirect(16)));
    }

    /** Whether one of many datagrams arrives. */
    boolean sendsOn(Fd from, InetSocketAddress to, Fd receiver) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            if (sends(from, to, receiver).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private static <T> Optional<T> within(Duration patience, Supplier<T> call) {
        long end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < end) {
            try {
                return Optional.of(call.get());
            } catch (LinuxException e) {
                if (!e.is(Errno.EAGAIN)) {
                    throw e;
                }
                pause();
            }
        }
        return Optional.empty();
    }

    private static void pause() {
        try {
            Thread.sleep(2);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Removes it all. */
    void dismantle() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
        sh("for n in host c1 c2 d1 lan; do ip netns del $P$n; done");
    }
}
