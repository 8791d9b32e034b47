package dev.wharf.drivers.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.engine.api.DaemonSettings;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfiguredDefaultsTest {
    private final ConfiguredDefaults defaults = new ConfiguredDefaults(
            Map.of(DaemonSettings.STORAGE_DRIVER, "overlay", DaemonSettings.LOG_DRIVER, " ")::get);

    @Test
    void aBlankNameIsNone() {
        assertThat(defaults.of("graph")).contains("overlay");
        assertThat(defaults.of("log")).isEmpty();
        assertThat(defaults.of("exec")).isEmpty();
    }

    @Test
    void onlyKindsWhoseNameIsAnotherHaveChanged() {
        assertThat(defaults.follow(
                        Map.of(DaemonSettings.STORAGE_DRIVER, "overlay", DaemonSettings.LOG_DRIVER, "none")::get))
                .isEqualTo(Map.of("log", Optional.of("none")));
        assertThat(defaults.follow(Map.of(DaemonSettings.LOG_DRIVER, "none")::get))
                .isEqualTo(Map.of("graph", Optional.empty()));
        assertThat(defaults.of("graph")).isEmpty();
    }
}
