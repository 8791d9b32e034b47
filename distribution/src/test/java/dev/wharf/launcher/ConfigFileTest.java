package dev.wharf.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {
    @TempDir
    Path folder = Path.of("");

    private Path file = Path.of("");

    @BeforeEach
    void nameFile() {
        file = folder.resolve("daemon.json");
    }

    @Test
    void keysOfDaemonJsonAreRead() throws IOException {
        write(
                """
                {"hosts": ["unix:///a"], "graph": "/data", "debug": true, "log-opts": {"max-size": "1m"}}""");

        assertThat(ConfigFile.joined(flags()))
                .containsEntry(Setting.HOSTS, List.of("unix:///a"))
                .containsEntry(Setting.DATA_ROOT, List.of("/data"))
                .containsEntry(Setting.DEBUG, List.of("true"))
                .containsEntry(Setting.LOG_OPTIONS, List.of("max-size=1m"));
    }

    @Test
    void limitsOfContainersAreRead() throws IOException {
        write(
                """
                {"default-ulimits": {"nofile": {"Name": "nofile", "Hard": 4096, "Soft": 1024}},
                 "cgroup-parent": "/machines", "live-restore": false}""");

        assertThat(ConfigFile.joined(flags()))
                .containsEntry(Setting.DEFAULT_ULIMITS, List.of("nofile=1024:4096"))
                .containsEntry(Setting.CGROUP_PARENT, List.of("/machines"))
                .containsEntry(Setting.LIVE_RESTORE, List.of("false"));
    }

    @Test
    void keysOfNetworksAreRead() throws IOException {
        write(
                """
                {"bridge": "br0", "mtu": 1400, "icc": false, "userland-proxy": false, "ip": "192.168.1.7",
                 "fixed-cidr-v6": "fd00::/64", "dns": ["9.9.9.9"], "dns-opts": ["ndots:2"], "dns-search": ["a.b"]}""");

        assertThat(ConfigFile.joined(flags()))
                .containsEntry(Setting.BRIDGE, List.of("br0"))
                .containsEntry(Setting.MTU, List.of("1400"))
                .containsEntry(Setting.ICC, List.of("false"))
                .containsEntry(Setting.USERLAND_PROXY, List.of("false"))
                .containsEntry(Setting.IP, List.of("192.168.1.7"))
                .containsEntry(Setting.FIXED_CIDR_V6, List.of("fd00::/64"))
                .containsEntry(Setting.DNS, List.of("9.9.9.9"))
                .containsEntry(Setting.DNS_OPTIONS, List.of("ndots:2"))
                .containsEntry(Setting.DNS_SEARCH, List.of("a.b"));
    }

    @Test
    void aNumberMustBeOne() throws IOException {
        write("{\"mtu\": 14.5}");

        assertThatThrownBy(() -> ConfigFile.joined(flags())).hasMessageEndingWith("mtu must be a whole number");
    }

    @Test
    void aLimitWithoutItsPartsIsNamed() throws IOException {
        write("{\"default-ulimits\": {\"nofile\": 7}}");

        assertThatThrownBy(() -> ConfigFile.joined(flags()))
                .hasMessageEndingWith("default-ulimits must be an object of limits with Name, Soft and Hard");
    }

    @Test
    void flagAndFileMustNotSetTheSame() throws IOException {
        write("{\"labels\": [\"a=1\"]}");

        assertThatThrownBy(() -> ConfigFile.joined(flags("--label", "b=2")))
                .hasMessageEndingWith("the following directives are specified both as a flag and in the configuration"
                        + " file: labels: (from flag: [b=2], from file: [a=1])");
    }

    @Test
    void anUnknownKeyIsNamed() throws IOException {
        write("{\"colour\": \"blue\"}");

        assertThatThrownBy(() -> ConfigFile.joined(flags()))
                .hasMessageEndingWith("the following directives don't match any configuration option: colour");
    }

    @Test
    void aValueOfTheWrongShapeIsNamed() throws IOException {
        write("{\"hosts\": \"unix:///a\"}");

        assertThatThrownBy(() -> ConfigFile.joined(flags())).hasMessageEndingWith("hosts must be a list of strings");
    }

    @Test
    void brokenJsonIsAUsageError() throws IOException {
        write("{\"hosts\": [");

        assertThatThrownBy(() -> ConfigFile.joined(flags())).isInstanceOf(UsageException.class);
    }

    @Test
    void aFileThatIsNamedMustExist() {
        assertThatThrownBy(() -> ConfigFile.joined(flags())).isInstanceOf(UsageException.class);
    }

    private void write(String json) throws IOException {
        Files.writeString(file, json);
    }

    private Flags flags(String... more) {
        return Flags.parse(Stream.concat(Stream.of("--config-file", file.toString()), Stream.of(more))
                .toList());
    }
}
