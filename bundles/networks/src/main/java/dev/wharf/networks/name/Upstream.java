package dev.wharf.networks.name;

import dev.wharf.networks.address.Literals;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is asked for names that are not of our networks. */
public final class Upstream {
    private static final Logger LOG = LoggerFactory.getLogger(Upstream.class);
    private static final int PORT = 53;

    private final Path resolvConf;

    /** As the host has it. */
    public Upstream() {
        this(Path.of("/etc/resolv.conf"));
    }

    Upstream(Path resolvConf) {
        this.resolvConf = resolvConf;
    }

    /**
     * The servers to ask.
     *
     * @param wanted of the container; empty for the host's, also those that only the host reaches
     */
    public List<InetSocketAddress> servers(List<String> wanted) {
        return (wanted.isEmpty() ? ofHost() : wanted)
                .stream()
                        .flatMap(text -> Literals.address(text).stream())
                        .map(address -> new InetSocketAddress(address, PORT))
                        .toList();
    }

    private List<String> ofHost() {
        try {
            return Files.readAllLines(resolvConf).stream()
                    .map(line -> line.strip().split("\\s+", -1))
                    .filter(words -> words.length > 1 && words[0].equals("nameserver"))
                    .map(words -> words[1])
                    .toList();
        } catch (IOException e) {
            LOG.warn("the name servers of the host are not known", e);
            return List.of();
        }
    }
}
