package dev.wharf.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A network namespace that acts as a host of its own. Has nothing but a loopback until it is {@link #wire wired}. */
public final class Host implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String name;

    private Host(String name) {
        this.name = name;
    }

    /** Makes a host. */
    public static Host make() {
        Host host = new Host("wharfit-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet());
        ip("netns", "add", host.name);
        ip("-n", host.name, "link", "set", "lo", "up");
        return host;
    }

    /** Lays a wire to another host: this one is 10.203.N.1 and fd03:N::1 on it, the other one ends with 2. */
    void wire(Host other, int number) {
        String device = "eth" + number;
        ip("-n", name, "link", "add", device, "type", "veth", "peer", "name", device, "netns", other.name);
        address(device, "10.203." + number + ".1/24", "fd03:" + number + "::1/64");
        other.address(device, "10.203." + number + ".2/24", "fd03:" + number + "::2/64");
    }

    private void address(String device, String ipv4, String ipv6) {
        ip("-n", name, "address", "add", ipv4, "dev", device);
        ip("-n", name, "address", "add", ipv6, "dev", device, "nodad");
        ip("-n", name, "link", "set", device, "up");
    }

    /** Sends what goes to a network through another host, as long as there is a wire to it. */
    void route(String network, String gateway) {
        ip("-n", name, "route", "add", network, "via", gateway);
    }

    /** Runs a program on it. */
    public Commands.Result run(String... command) {
        return Commands.run(command(List.of(command)));
    }

    /** Starts a program on it, with pipes for its input and its output. */
    public Process start(String... command) {
        try {
            return new ProcessBuilder(command(List.of(command)))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The command line that runs a program on it; the program takes the place of the process. */
    public List<String> command(List<String> command) {
        List<String> inside = new ArrayList<>(List.of("nsenter", "--net=/run/netns/" + name));
        inside.addAll(command);
        return inside;
    }

    /** The names of its interfaces. */
    public List<String> interfaces() {
        return run("ip", "-o", "link")
                .text()
                .lines()
                .map(line -> line.replaceFirst("^\\d+: ([^:@]+).*", "$1"))
                .sorted()
                .toList();
    }

    /** The rules of its packet filter. */
    public String rules() {
        return run("nft", "list", "ruleset").text();
    }

    /** Lets it go; what runs in it keeps what it has. */
    @Override
    public void close() {
        ip("netns", "delete", name);
    }

    private static void ip(String... arguments) {
        Commands.run(Stream.concat(Stream.of("ip"), Stream.of(arguments)).toList())
                .text();
    }
}
