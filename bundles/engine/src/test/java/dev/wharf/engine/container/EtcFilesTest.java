package dev.wharf.engine.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.engine.api.container.NetworkConfig;
import dev.wharf.engine.api.network.Connections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EtcFilesTest {
    @TempDir
    Path host;

    @TempDir
    Path container;

    private EtcFiles files;

    @BeforeEach
    void setUp() throws IOException {
        files = new EtcFiles(host, host.resolve("hostname"));
        Files.writeString(host.resolve("hosts"), "10.0.0.1 gateway\n");
        resolv("# made by hand\nsearch lan\nnameserver 127.0.0.53\nnameserver 10.0.0.1\noptions ndots:2\n");
    }

    @Test
    void nameServersOfTheHostItselfAreLeftOut() throws IOException {
        files.write(container, naming("web", network("none", List.of(), List.of(), List.of())));

        assertThat(container.resolve("resolv.conf"))
                .content()
                .isEqualTo("search lan\nnameserver 10.0.0.1\noptions ndots:2\n");
        assertThat(container.resolve("hostname")).content().isEqualTo("web\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(container.resolve("hosts"))))
                .isEqualTo("rw-r--r--");
    }

    @Test
    void publicNameServersStandInWhenNoneIsLeft() throws IOException {
        resolv("nameserver 127.0.0.1\nnameserver ::1\n");

        files.write(container, naming("web", network("none", List.of(), List.of(), List.of())));

        assertThat(container.resolve("resolv.conf")).content().isEqualTo("nameserver 8.8.8.8\nnameserver 8.8.4.4\n");
    }

    @Test
    void theClientsWordsReplaceThoseOfTheHost() {
        files.write(
                container, naming("web", network("none", List.of("9.9.9.9"), List.of("."), List.of("db:10.9.8.7"))));

        assertThat(container.resolve("resolv.conf")).content().isEqualTo("nameserver 9.9.9.9\noptions ndots:2\n");
        assertThat(container.resolve("hosts"))
                .content()
                .startsWith("127.0.0.1\tlocalhost\n")
                .endsWith("\n10.9.8.7\tdb\n");
    }

    @Test
    void theNetworkOfTheHostBringsItsFiles() {
        files.write(container, naming("vm", network("host", List.of(), List.of(), List.of())));

        assertThat(container.resolve("hosts")).content().isEqualTo("10.0.0.1 gateway\n");
        assertThat(container.resolve("resolv.conf")).content().contains("nameserver 127.0.0.53");
    }

    private void resolv(String text) throws IOException {
        Files.writeString(host.resolve("resolv.conf"), text);
    }

    private static Naming naming(String hostname, NetworkConfig network) {
        return new Naming(hostname, "", network, Connections.none(), List.of());
    }

    private static NetworkConfig network(String mode, List<String> dns, List<String> search, List<String> hosts) {
        return new NetworkConfig(mode, Map.of(), false, List.of(), dns, search, List.of(), hosts);
    }
}
