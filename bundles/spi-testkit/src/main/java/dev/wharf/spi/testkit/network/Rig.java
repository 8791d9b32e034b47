package dev.wharf.spi.testkit.network;

import dev.wharf.spi.network.EndpointId;
import dev.wharf.spi.network.EndpointSpec;
import dev.wharf.spi.network.IpPrefix;
import dev.wharf.spi.network.JoinOptions;
import dev.wharf.spi.network.NetworkDriver;
import dev.wharf.spi.network.NetworkId;
import dev.wharf.spi.network.NetworkSpec;
import dev.wharf.spi.network.Subnet;
import dev.wharf.spi.testkit.FakeContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A host of its own with an open driver, for one test. The networks are 10.(200 + number).0.0/24 and fd00:(number)::/64. */
final class Rig implements AutoCloseable {
    static final JoinOptions ETH0 = new JoinOptions("eth0", true);

    private final NetworkDriverConformance suite;
    private final Path folder;
    private final Space host = new Space();
    private final Deque<Box> boxes = new ArrayDeque<>();
    private final ExecutorService executor = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "driver under test");
        thread.setDaemon(true);
        return thread;
    });

    private final FakeContext context;
    private NetworkDriver driver;

    Rig(NetworkDriverConformance suite) throws IOException {
        this.suite = suite;
        folder = Files.createTempDirectory("wharf-kit-");
        context = new FakeContext(folder, executor);
        suite.prepare(host);
        driver = open();
    }

    FakeContext context() {
        return context;
    }

    Space host() {
        return host;
    }

    NetworkDriver driver() {
        return driver;
    }

    private NetworkDriver open() {
        return suite.provider(host.path()).open(context, Map.of());
    }

    /** As after an update of the driver. */
    void reopen() {
        driver.close();
        driver = open();
    }

    static NetworkId id(int number) {
        return new NetworkId(Integer.toHexString(number).repeat(64));
    }

    NetworkSpec network(int number) {
        return network(number, suite.options(id(number)));
    }

    NetworkSpec network(int number, Map<String, String> options) {
        return new NetworkSpec(
                id(number),
                "net" + number,
                List.of(subnet(ipv4(number, 0, 24)), subnet(ipv6(number, 0))),
                options,
                false);
    }

    /** The bridge, or whatever routes, has the first address. */
    private static Subnet subnet(IpPrefix pool) {
        byte[] first = pool.address().getAddress();
        first[first.length - 1] = 1;
        try {
            return new Subnet(pool, Optional.of(InetAddress.getByAddress(first)), Map.of());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static IpPrefix ipv4(int network, int last, int length) {
        return new IpPrefix(ip("10." + (200 + network) + ".0." + last), length);
    }

    static IpPrefix ipv6(int network, int last) {
        return new IpPrefix(ip("fd00:" + network + "::" + (last == 0 ? "" : Integer.toHexString(last))), 64);
    }

    static InetAddress ip(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The endpoint of a network that has an address. */
    static EndpointSpec endpoint(int network, int last) {
        String id = String.format("%02x%02x", network, last).repeat(16);
        return new EndpointSpec(
                new EndpointId(id),
                id(network),
                Optional.of(ipv4(network, last, 24)),
                Optional.of(ipv6(network, last)),
                Optional.empty(),
                Map.of());
    }

    /** A container without networks. */
    Box box() {
        Box box = new Box("box" + boxes.size());
        boxes.push(box);
        return box;
    }

    /** Makes an endpoint and a container, and joins them. */
    Box joined(int network, int last) {
        Box box = box();
        join(box, endpoint(network, last), ETH0);
        return box;
    }

    void join(Box box, EndpointSpec spec, JoinOptions options) {
        driver.createEndpoint(spec);
        box.attached(driver.join(spec.id(), box.sandbox(), options));
    }

    /** Closes all. */
    @Override
    public void close() throws IOException {
        try {
            driver.close();
        } finally {
            boxes.forEach(Box::close);
            host.close();
            executor.shutdownNow();
            try (var left = Files.walk(folder)) {
                left.sorted(java.util.Comparator.reverseOrder())
                        .map(Path::toFile)
                        .forEach(java.io.File::delete);
            }
        }
    }
}
