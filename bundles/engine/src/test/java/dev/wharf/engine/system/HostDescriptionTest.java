package dev.wharf.engine.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostDescriptionTest {
    private final Path root;

    HostDescriptionTest(@TempDir Path root) {
        this.root = root;
    }

    @Test
    void factsComeFromTheFilesOfTheHost() throws IOException {
        file("etc/os-release", "NAME=\"Debian\"\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n");
        file("proc/1/cgroup", "4:memory:/\n0::/init.scope\n");
        file("proc/meminfo", "MemTotal:       24684096 kB\nMemFree: 1 kB\n");
        file("proc/sys/kernel/osrelease", "6.1.0-18-amd64\n");
        file("proc/sys/kernel/hostname", "golden\n");

        HostDescription facts = new HostDescription(new HostFiles(root));

        assertThat(facts.name()).isEqualTo("golden");
        assertThat(facts.read().kernel()).isEqualTo("6.1.0-18-amd64");
        assertThat(facts.read().operatingSystem()).isEqualTo("Debian GNU/Linux 12 (bookworm)");
        assertThat(facts.read().memory()).isEqualTo(25_276_514_304L);
    }

    @Test
    void aDaemonInAContainerSaysSo() throws IOException {
        file("etc/os-release", "PRETTY_NAME='Alpine Linux v3.18'\n");
        file("proc/1/cgroup", "4:memory:/docker/4fa6e0f0c678\n");

        assertThat(new HostDescription(new HostFiles(root)).read().operatingSystem())
                .isEqualTo("Alpine Linux v3.18 (containerized)");
    }

    private void file(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
