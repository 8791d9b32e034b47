package dev.wharf.engine.statistics;

import dev.wharf.engine.api.container.ContainerStats.Network;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The counters of network interfaces in a process's /proc/PID/net/dev; proc(5). */
final class InterfaceCounters {
    /**
     * The loopback, and what the kernel makes in each new namespace once the module is loaded; fb_tunnels_only_for_init_net
     * in Documentation/admin-guide/sysctl/net.rst.
     */
    private static final Set<String> NOT_OF_THE_CONTAINER =
            Set.of("lo", "tunl0", "gre0", "gretap0", "erspan0", "ip_vti0", "ip6_vti0", "sit0", "ip6tnl0", "ip6gre0");

    private static final int FIELDS = 16;

    private final Path proc;

    /**
     * Reads below a folder.
     *
     * @param proc where procfs is mounted
     */
    InterfaceCounters(Path proc) {
        this.proc = proc;
    }

    /** The counters of a process's interfaces by name; none when it is in the host's network or has just ended. */
    Map<String, Network> of(int pid) {
        try {
            return isInHostNetwork(pid) ? Map.of() : read(pid);
        } catch (IOException ignored) {
            return Map.of(); // it has ended
        }
    }

    private boolean isInHostNetwork(int pid) throws IOException {
        return namespace(String.valueOf(pid)).equals(namespace("self"));
    }

    private Path namespace(String process) throws IOException {
        return Files.readSymbolicLink(proc.resolve(process + "/ns/net"));
    }

    private Map<String, Network> read(int pid) throws IOException {
        Map<String, Network> counters = new HashMap<>();
        for (String line : Files.readAllLines(proc.resolve(pid + "/net/dev"), StandardCharsets.UTF_8)) {
            int colon = line.lastIndexOf(':');
            String name = line.substring(0, Math.max(0, colon)).strip();
            if (!name.isEmpty() && !NOT_OF_THE_CONTAINER.contains(name)) {
                add(counters, name, line.substring(colon + 1));
            }
        }
        return counters;
    }

    private static void add(Map<String, Network> counters, String name, String numbers) {
        List<Long> all = List.of(numbers.strip().split("\\s+")).stream()
                .map(Long::valueOf)
                .toList();
        if (all.size() >= FIELDS) {
            counters.put(
                    name,
                    new Network(
                            all.get(0),
                            all.get(1),
                            all.get(2),
                            all.get(3),
                            all.get(8),
                            all.get(9),
                            all.get(10),
                            all.get(11)));
        }
    }
}
