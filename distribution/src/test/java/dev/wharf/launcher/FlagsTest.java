package dev.wharf.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlagsTest {

    @Test
    void dockerdsFlagsAreUnderstood() {
        Flags flags = Flags.parse(List.of(
                "-H",
                "unix:///a.sock",
                "--host=tcp://:2375",
                "-g",
                "/data",
                "-D",
                "--label",
                "a=b",
                "--log-opt",
                "c=d"));

        assertThat(flags.values())
                .containsEntry(Setting.HOSTS, List.of("unix:///a.sock", "tcp://:2375"))
                .containsEntry(Setting.DATA_ROOT, List.of("/data"))
                .containsEntry(Setting.LABELS, List.of("a=b"))
                .containsEntry(Setting.LOG_OPTIONS, List.of("c=d"))
                .containsKey(Setting.DEBUG)
                .hasSize(5);
    }

    @Test
    void aSwitchCanBeTurnedOff() {
        assertThat(List.of("--live-restore", "--live-restore=true"))
                .allSatisfy(flag -> assertThat(Flags.parse(List.of(flag)).values())
                        .containsEntry(Setting.LIVE_RESTORE, List.of("true")));
        assertThat(Flags.parse(List.of("--live-restore=false", "-D")).values())
                .containsEntry(Setting.LIVE_RESTORE, List.of("false"))
                .containsEntry(Setting.DEBUG, List.of("true"));
    }

    @Test
    void limitsAndTheParentOfCgroupsAreUnderstood() {
        assertThat(Flags.parse(List.of(
                                "--default-ulimit",
                                "nofile=1024:4096",
                                "--default-ulimit=nproc=100",
                                "--cgroup-parent=/machines"))
                        .values())
                .containsEntry(Setting.DEFAULT_ULIMITS, List.of("nofile=1024:4096", "nproc=100"))
                .containsEntry(Setting.CGROUP_PARENT, List.of("/machines"));
    }

    @Test
    void theThreeNamesOfTheDataRootAreOne() {
        assertThat(List.of("-g", "--graph", "--data-root")).allSatisfy(name -> assertThat(
                        Flags.parse(List.of(name, "/data")).values())
                .containsEntry(Setting.DATA_ROOT, List.of("/data")));
    }

    @Test
    void theConfigFileIsTold() {
        assertThat(Flags.parse(List.of("--config-file", "/etc/x.json")).configFile())
                .contains(Path.of("/etc/x.json"));
    }

    @Test
    void anUnknownFlagNamesTheNearestOneAndEndsWith125() {
        assertThatThrownBy(() -> Flags.parse(List.of("--data-rot=/x")))
                .isInstanceOfSatisfying(
                        UsageException.class, e -> assertThat(e.exitCode()).isEqualTo(125))
                .hasMessage("unknown flag: --data-rot. Did you mean --data-root?\nSee 'wharfd --help'.");
    }

    @Test
    void aStrayWordIsRefused() {
        assertThatThrownBy(() -> Flags.parse(List.of("serve"))).hasMessageStartingWith("unexpected argument: serve");
    }

    @Test
    void aFlagWithoutItsValueIsRefused() {
        assertThatThrownBy(() -> Flags.parse(List.of("--pidfile")))
                .isInstanceOfSatisfying(
                        UsageException.class, e -> assertThat(e.exitCode()).isEqualTo(125));
    }

    @Test
    void theHelpNamesEachFlag() {
        String usage = Flags.usage();

        for (Setting setting : Setting.values()) {
            assertThat(usage).contains(setting.flags());
        }
    }
}
