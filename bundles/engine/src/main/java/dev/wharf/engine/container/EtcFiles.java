package dev.wharf.engine.container;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.Container;
import dev.wharf.engine.api.container.NetworkConfig;
import dev.wharf.engine.network.HostsLine;
import dev.wharf.engine.network.ResolvConf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

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
    private final ReentrantLock edits = new ReentrantLock(); // one change of the files of a running container at a time

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
    void write(Path folder, Naming naming) {
        try {
            write(folder.resolve(HOSTNAME), naming.hostname() + '\n');
            write(folder.resolve(HOSTS), hosts(naming));
            write(folder.resolve(RESOLV_CONF), resolvConf(naming));
        } catch (IOException e) {
            throw failure(folder, e);
        }
    }

    /**
     * Changes the hosts file of a running container in place, and leaves what it has written there itself.
     *
     * @throws EngineException Internal
     */
    void editHosts(Path folder, UnaryOperator<String> change) {
        edit(folder, HOSTS, change);
    }

    /**
     * Says anew how a running container resolves names, unless it has said so itself meanwhile.
     *
     * @throws EngineException Internal
     */
    void replaceResolvConf(Path folder, Naming before, Naming now) {
        edit(folder, RESOLV_CONF, text -> text.equals(resolvConf(before)) ? resolvConf(now) : text);
    }

    /** The name of the host. */
    String hostName() {
        return text(nameFile).strip();
    }

    private void edit(Path folder, String name, UnaryOperator<String> change) {
        edits.lock();
        try {
            Path file = folder.resolve(name);
            String text = Files.readString(file);
            String changed = change.apply(text);
            if (!changed.equals(text)) {
                write(file, changed);
            }
        } catch (NoSuchFileException ignored) {
            // it is being removed
        } catch (IOException e) {
            throw failure(folder, e);
        } finally {
            edits.unlock();
        }
    }

    private static EngineException failure(Path folder, IOException e) {
        return new EngineException.Internal("files of container " + folder.getFileName() + ": " + e.getMessage(), e);
    }

    /** The container's own lines come first as in Docker 1.9.1, libnetwork etchosts; newer ones put them last. */
    private String hosts(Naming naming) {
        NetworkConfig network = naming.network();
        if (network.mode().equals(WantedNetworks.HOST)) {
            return text(hostEtc.resolve(HOSTS));
        }
        StringBuilder lines = new StringBuilder();
        naming.ownLines().forEach(line -> lines.append(line.text()));
        lines.append(STANDARD_HOSTS);
        for (String entry : network.extraHosts()) {
            int colon = entry.indexOf(':');
            lines.append(entry.substring(colon + 1))
                    .append('\t')
                    .append(entry, 0, colon)
                    .append('\n');
        }
        naming.links().stream().map(HostsLine::text).forEach(lines::append);
        return lines.toString();
    }

    private String resolvConf(Naming naming) {
        String host = text(hostEtc.resolve(RESOLV_CONF));
        if (naming.network().mode().equals(WantedNetworks.HOST)) {
            return host;
        }
        ResolvConf file = new ResolvConf(host, naming.hasIpv6());
        return naming.hasNameServer() ? file.withOwnServer(naming.network()) : file.adapted(naming.network());
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException ignored) {
            return ""; // a host without the file gives nothing to its containers
        }
    }

    /** Who reads meanwhile finds no empty file. */
    private static void write(Path file, String content) throws IOException {
        boolean isNew = !Files.exists(file);
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(content);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.truncate(channel.position());
        }
        if (isNew) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        }
    }
}
