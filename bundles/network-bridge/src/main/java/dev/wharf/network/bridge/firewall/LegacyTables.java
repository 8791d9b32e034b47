package dev.wharf.network.bridge.firewall;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The tables of iptables-legacy, which lie beside nf_tables: what one of them drops is dropped, whatever the other one says,
 * and only iptables-legacy itself can change them. The files are those of net/netfilter/x_tables.c.
 */
final class LegacyTables {
    private static final String FILTER = "filter";

    private final Path folder;

    /** Those of this process's network namespace. */
    LegacyTables() {
        this(Path.of("/proc/self/net"));
    }

    LegacyTables(Path folder) {
        this.folder = folder;
    }

    /** What the user should know; empty when no such table can drop what is forwarded. */
    Optional<String> warning() {
        List<String> commands = List.of("iptables", "ip6tables").stream()
                .filter(this::hasFilter)
                .map(command -> command + "-legacy")
                .toList();
        return commands.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join(" and ", commands)
                        + " made a table \"filter\" here: what its chain FORWARD drops does not reach containers, and no rule"
                        + " of nf_tables can change that. Look with \"" + commands.get(0) + " -S FORWARD\"; let packets"
                        + " pass with \"" + commands.get(0)
                        + " -P FORWARD ACCEPT\", or make the rules with iptables-nft");
    }

    private boolean hasFilter(String command) {
        Path names = folder.resolve(command.replace("tables", "_tables") + "_names");
        try {
            return Files.exists(names) && Files.readAllLines(names).contains(FILTER);
        } catch (IOException ignored) {
            // a kernel without them; who may not read it is not root and cannot run this daemon
            return false;
        }
    }
}
