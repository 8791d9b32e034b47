package dev.wharf.engine.container;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.Container;
import dev.wharf.engine.api.container.NetworkConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the three files that are bound into a container's /etc. Thread-safe for different containers. */
final class EtcFiles {
    private static final String HOSTS = "hosts";
    private static final String HOSTNAME = "hostname";
    private static final String RESOLV_CONF = "resolv.conf";
    private static final String STANDARD_HOSTS =
            """
            127.0.0.1\tlocalhost
            ::1\tlocalhost ip6-localhost ip6-loopback
            fe00::0\tip6-localnet
            ff00::0\tip6-mcastprefix
            ff02::1\tip6-allnodes
            ff02::2\tip6-allrouters
            """;

    private final Path hostEtc;
    private final Path nameFile;

    /**
     * Takes over what the host has.
     *
     * @param hostEtc the folder of the host's own files
     * @param nameFile the file that holds the host's name
     */
    EtcFiles(Path hostEtc, Path nameFile) {
        this.hostEtc = hostEtc;
        this.nameFile = nameFile;
    }

    /** Takes over what this host has. */
    static EtcFiles ofHost() {
        return new EtcFiles(Path.of("/etc"), Path.of("/proc/sys/kernel/hostname"));
    }

    /** Where the files of a container lie, whether they are there or not. */
    static Container.Files in(Path folder, String log) {
        return new Container.Files(
                folder.resolve(RESOLV_CONF).toString(),
                folder.resolve(HOSTNAME).toString(),
                folder.resolve(HOSTS).toString(),
                log);
    }

    /**
     * Writes the files anew. Their inodes stay, because they may be bound somewhere.
     *
     * @param folder of the container
     * @throws EngineException Internal
     */
    void write(Path folder, String hostname, NetworkConfig network) {
        try {
            write(folder.resolve(HOSTNAME), hostname + '\n');
            write(folder.resolve(HOSTS), hosts(network));
            write(folder.resolve(RESOLV_CONF), resolvConf(network));
        } catch (IOException e) {
            throw new EngineException.Internal("files of container " + folder.getFileName() + ": " + e.getMessage(), e);
        }
    }

    /** The name of the host. */
    String hostName() {
        return text(nameFile).strip();
    }

    private String hosts(NetworkConfig network) {
        if (network.mode().equals("host")) {
            return text(hostEtc.resolve(HOSTS));
        }
        StringBuilder lines = new StringBuilder(STANDARD_HOSTS);
        for (String entry : network.extraHosts()) {
            int colon = entry.indexOf(':');
            lines.append(entry.substring(colon + 1))
                    .append('\t')
                    .append(entry, 0, colon)
                    .append('\n');
        }
        return lines.toString();
    }

    private String resolvConf(NetworkConfig network) {
        String host = text(hostEtc.resolve(RESOLV_CONF));
        if (network.mode().equals("host")) {
            return host;
        }
        return new ResolvConf(host).adapted(network);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException ignored) {
            return ""; // a host without the file gives nothing to its containers
        }
    }

    private static void write(Path file, String content) throws IOException {
        boolean isNew = !Files.exists(file);
        Files.writeString(file, content);
        if (isNew) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        }
    }

    /** The host's resolv.conf(5), made fit for a container; Docker 1.9.1, pkg resolvconf. */
    private record ResolvConf(String text) {
        private static final List<String> PUBLIC = List.of("8.8.8.8", "8.8.4.4");

        String adapted(NetworkConfig network) {
            List<String> lines = new ArrayList<>();
            if (!network.dnsSearch().contains(".")) {
                lines.addAll(replaced("search", network.dnsSearch()));
            }
            lines.addAll(servers(network));
            lines.addAll(replaced("options", network.dnsOptions()));
            return lines.stream().map(line -> line + '\n').collect(Collectors.joining());
        }

        private List<String> servers(NetworkConfig network) {
            List<String> servers = network.dns().isEmpty()
                    ? values("nameserver").stream()
                            .filter(server -> !isLocal(server))
                            .toList()
                    : network.dns();
            return (servers.isEmpty() ? PUBLIC : servers)
                    .stream().map(server -> "nameserver " + server).toList();
        }

        private List<String> replaced(String keyword, List<String> own) {
            if (!own.isEmpty()) {
                return List.of(keyword + ' ' + String.join(" ", own));
            }
            return values(keyword).stream().map(value -> keyword + ' ' + value).toList();
        }

        private List<String> values(String keyword) {
            return text.lines()
                    .map(String::strip)
                    .filter(line -> line.startsWith(keyword + ' ') || line.startsWith(keyword + '\t'))
                    .map(line -> line.substring(keyword.length()).strip())
                    .toList();
        }

        private static boolean isLocal(String server) {
            return server.startsWith("127.") || server.equals("::1");
        }
    }
}
