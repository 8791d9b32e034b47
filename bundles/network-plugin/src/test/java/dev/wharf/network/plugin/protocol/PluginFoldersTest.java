package dev.wharf.network.plugin.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.network.plugin.protocol.PluginAddress.Local;
import dev.wharf.network.plugin.protocol.PluginAddress.Remote;
import dev.wharf.network.plugin.protocol.PluginAddress.TlsFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PluginFoldersTest {
    @TempDir
    Path root;

    private PluginFolders folders;
    private Path run;
    private Path etc;
    private Path lib;

    @BeforeEach
    void open() throws IOException {
        run = Files.createDirectories(root.resolve("run"));
        etc = Files.createDirectories(root.resolve("etc"));
        lib = Files.createDirectories(root.resolve("lib"));
        folders = new PluginFolders(run, List.of(etc, lib));
    }

    private static Remote remote(String host, int port) {
        return new Remote(host, port, Optional.empty());
    }

    @Test
    void foldersThatAreNotThereHaveNoPlugins() {
        assertThat(new PluginFolders(root.resolve("no"), List.of(root.resolve("neither"))).plugins())
                .isEmpty();
    }

    @Test
    void socketsArePlugins() throws IOException {
        Files.createDirectory(run.resolve("b"));
        try (FakePlugin a = FakePlugin.at(run.resolve("a.sock"));
                FakePlugin b = FakePlugin.at(run.resolve("b/b.sock"))) {
            Files.writeString(run.resolve("c.sock"), "no socket");

            assertThat(folders.plugins())
                    .containsOnlyKeys("a", "b")
                    .containsEntry("a", new Local(run.resolve("a.sock")))
                    .containsEntry("b", new Local(run.resolve("b/b.sock")));
            assertThat(List.of(a, b)).doesNotContainNull();
        }
    }

    @Test
    void filesTellAddresses() throws IOException {
        Files.writeString(etc.resolve("a.spec"), "tcp://example.com:1234\n");
        Files.writeString(etc.resolve("b.spec"), "unix:///x/y.sock");
        Files.createDirectory(lib.resolve("c"));
        Files.writeString(lib.resolve("c/c.json"), "{\"Name\":\"other\",\"Addr\":\"http://example.com:80\"}");

        assertThat(folders.plugins())
                .containsEntry("a", remote("example.com", 1234))
                .containsEntry("b", new Local(Path.of("/x/y.sock")))
                .containsEntry("c", remote("example.com", 80))
                .hasSize(3);
    }

    @Test
    void securityIsDescribed() throws IOException {
        Files.writeString(
                etc.resolve("a.json"),
                "{\"Addr\":\"https://h:1\",\"TLSConfig\":{\"CAFile\":\"/ca\",\"CertFile\":\"/c\",\"KeyFile\":\"/k\"}}");
        Files.writeString(
                etc.resolve("b.json"),
                "{\"Addr\":\"https://h:1\",\"TLSConfig\":{\"InsecureSkipVerify\":true,\"CAFile\":\"/ca\"}}");

        assertThat(folders.plugins())
                .containsEntry(
                        "a",
                        new Remote(
                                "h",
                                1,
                                Optional.of(new TlsFiles(
                                        Optional.of(Path.of("/ca")),
                                        Optional.of(Path.of("/c")),
                                        Optional.of(Path.of("/k"))))))
                .containsEntry("b", new Remote("h", 1, Optional.of(TlsFiles.NONE)));
    }

    @Test
    void whatCannotBeReadIsLeftOut() throws IOException {
        Files.writeString(etc.resolve("a.spec"), "example.com:1234");
        Files.writeString(etc.resolve("b.spec"), "ftp://example.com");
        Files.writeString(etc.resolve("c.json"), "{");
        Files.writeString(etc.resolve("d.spec"), "tcp://[");
        Files.writeString(etc.resolve("e.conf"), "tcp://example.com:1");

        assertThat(folders.plugins()).isEmpty();
    }

    @Test
    void theFirstPlaceTakesPrecedence() throws IOException {
        Files.writeString(lib.resolve("a.spec"), "tcp://lib:1");
        assertThat(folders.plugins()).containsEntry("a", remote("lib", 1));
        Files.writeString(etc.resolve("a.json"), "{\"Addr\":\"tcp://json:1\"}");
        assertThat(folders.plugins()).containsEntry("a", remote("lib", 1));
        Files.writeString(etc.resolve("a.spec"), "tcp://etc:1");
        assertThat(folders.plugins()).containsEntry("a", remote("etc", 1));
        try (FakePlugin a = FakePlugin.at(run.resolve("a.sock"))) {
            assertThat(a.calls()).isEmpty();
            assertThat(folders.plugins()).containsEntry("a", new Local(run.resolve("a.sock")));
        }
    }
}
