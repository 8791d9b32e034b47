package dev.wharf.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigurationChangesTest {
    private static final Distribution DISTRIBUTION = new Distribution(Path.of("/opt/wharf"));

    @Test
    void eachLabelThatComesOrGoesIsTold() {
        ConfigurationChanges changes =
                changes(Map.of(Setting.LABELS, List.of("a=b", "c=d")), Map.of(Setting.LABELS, List.of("c=d", "e=f")));

        assertThat(changes.told()).containsExactly("label a=b removed", "label e=f added");
        assertThat(changes.values()).containsEntry(Setting.LABELS, List.of("c=d", "e=f"));
    }

    @Test
    void debugCountsAsALogLevel() {
        ConfigurationChanges changes =
                changes(Map.of(), Map.of(Setting.DEBUG, List.of("true"), Setting.LOG_LEVEL, List.of("warn")));

        assertThat(changes.told()).containsExactly("log level info -> debug");
    }

    @Test
    void whatIsNotSetHasAName() {
        ConfigurationChanges changes = changes(
                Map.of(Setting.STORAGE_DRIVER, List.of("vfs"), Setting.LOG_DRIVER, List.of("json-file")),
                Map.of(Setting.LIVE_RESTORE, List.of("false")));

        assertThat(changes.told())
                .containsExactly("storage driver vfs -> the best of this host", "live restore true -> false");
    }

    @Test
    void limitsAndOptionsAreToldOneByOne() {
        ConfigurationChanges changes = changes(
                Map.of(Setting.LOG_OPTIONS, List.of("max-size=1m")),
                Map.of(
                        Setting.LOG_OPTIONS,
                        List.of("max-size=2m"),
                        Setting.DEFAULT_ULIMITS,
                        List.of("nofile=1024:2048")));

        assertThat(changes.told())
                .containsExactly(
                        "log option max-size=1m removed",
                        "log option max-size=2m added",
                        "default ulimit nofile=1024:2048 added");
    }

    @Test
    void whatCannotChangeWaitsForARestart() {
        ConfigurationChanges changes =
                changes(Map.of(Setting.DNS, List.of("1.1.1.1")), Map.of(Setting.MTU, List.of("1400")));

        assertThat(changes.told()).isEmpty();
        assertThat(changes.waiting())
                .containsExactly(
                        "mtu (default) -> 1400 needs a restart of the daemon",
                        "dns [1.1.1.1] -> (default) needs a restart of the daemon");
        assertThat(changes.values()).isEqualTo(Map.of(Setting.DNS, List.of("1.1.1.1")));
    }

    @Test
    void theSameAgainIsNoChange() {
        Map<Setting, List<String>> values = Map.of(Setting.LABELS, List.of("a=b"), Setting.MTU, List.of("1400"));

        ConfigurationChanges changes = changes(values, values);

        assertThat(changes.told()).isEmpty();
        assertThat(changes.waiting()).isEmpty();
    }

    private static ConfigurationChanges changes(Map<Setting, List<String>> former, Map<Setting, List<String>> next) {
        return new ConfigurationChanges(Configuration.of(former, DISTRIBUTION), Configuration.of(next, DISTRIBUTION));
    }
}
