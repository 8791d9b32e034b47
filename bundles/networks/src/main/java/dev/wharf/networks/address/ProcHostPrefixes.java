package dev.wharf.networks.address;

import dev.wharf.spi.network.IpPrefix;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the main tables of routes, proc(5), and the addresses of the interfaces. */
public final class ProcHostPrefixes implements HostPrefixes {
    private static final Logger LOG = LoggerFactory.getLogger(ProcHostPrefixes.class);
    private static final int IPV4_BYTES = 4;

    private final Path tables;

    /** Those of this network namespace. */
    public ProcHostPrefixes() {
        this(Path.of("/proc/self/net"));
    }

    ProcHostPrefixes(Path tables) {
        this.tables = tables;
    }

    @Override
    public List<HostPrefix> all() {
        List<HostPrefix> all = new ArrayList<>(addresses());
        all.addAll(routes("route", ProcHostPrefixes::ipv4Route));
        all.addAll(routes("ipv6_route", ProcHostPrefixes::ipv6Route));
        return all;
    }

    private static List<HostPrefix> addresses() {
        List<HostPrefix> found = new ArrayList<>();
        try {
            for (NetworkInterface link : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                for (InterfaceAddress address : link.getInterfaceAddresses()) {
                    found.add(new HostPrefix(link.getName(), prefix(address), true));
                }
            }
        } catch (SocketException | UnknownHostException e) {
            LOG.warn("the addresses of the host cannot be read", e);
        }
        return found;
    }

    private static IpPrefix prefix(InterfaceAddress address) throws UnknownHostException {
        InetAddress unscoped = InetAddress.getByAddress(address.getAddress().getAddress());
        return new IpPrefix(unscoped, Short.toUnsignedInt(address.getNetworkPrefixLength()));
    }

    private List<HostPrefix> routes(String table, Function<String[], Optional<HostPrefix>> reading) {
        Path file = tables.resolve(table);
        try {
            return Files.exists(file)
                    ? Files.readAllLines(file).stream()
                            .map(line -> reading.apply(line.strip().split("\\s+", -1)))
                            .flatMap(Optional::stream)
                            .toList()
                    : List.of();
        } catch (IOException e) {
            LOG.warn("the routes of the host cannot be read", e);
            return List.of();
        }
    }

    /** {@code Iface Destination Gateway Flags RefCnt Use Metric Mask ...}, addresses in the order of the machine. */
    private static Optional<HostPrefix> ipv4Route(String[] fields) {
        if (fields.length < 8 || fields[1].length() != 2 * IPV4_BYTES || fields[1].equals("Destination")) {
            return Optional.empty();
        }
        int length = Integer.bitCount(Integer.parseUnsignedInt(fields[7], 16));
        byte[] bytes = HexFormat.of().parseHex(fields[1]);
        byte[] ordered = {bytes[3], bytes[2], bytes[1], bytes[0]};
        return route(fields[0], ordered, length);
    }

    /** {@code destination length source length gateway metric refcount use flags interface}. */
    private static Optional<HostPrefix> ipv6Route(String[] fields) {
        return fields.length < 10
                ? Optional.empty()
                : route(fields[9], HexFormat.of().parseHex(fields[0]), Integer.parseInt(fields[1], 16));
    }

    private static Optional<HostPrefix> route(String link, byte[] destination, int length) {
        try {
            return length == 0
                    ? Optional.empty()
                    : Optional.of(
                            new HostPrefix(link, new IpPrefix(InetAddress.getByAddress(destination), length), false));
        } catch (UnknownHostException e) {
            LOG.debug("not a route", e);
            return Optional.empty();
        }
    }
}
