package dev.wharf.drivers.registry;

import dev.wharf.engine.api.DaemonSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The default drivers that the configuration names, by kind. It may be read again while the daemon runs. Thread-safe. */
final class ConfiguredDefaults {
    private static final Map<String, String> PROPERTIES = Map.of(
            "graph",
            DaemonSettings.STORAGE_DRIVER,
            "exec",
            DaemonSettings.EXEC_DRIVER,
            "log",
            DaemonSettings.LOG_DRIVER);

    private volatile Map<String, String> names; // written by whoever tells the settings, who does it one by one

    /** Begins with what the daemon was started with. */
    ConfiguredDefaults(Function<String, @Nullable String> property) {
        names = read(property);
    }

    /** The name of the driver of a kind. */
    Optional<String> of(String kind) {
        return Optional.ofNullable(names.get(kind));
    }

    /**
     * Follows the configuration.
     *
     * @return the kinds of which it names another driver than before, or none any more; then the name is empty
     */
    Map<String, Optional<String>> follow(Function<String, @Nullable String> property) {
        Map<String, String> next = read(property);
        Map<String, String> former = names;
        names = next;
        Map<String, Optional<String>> changed = new HashMap<>();
        for (String kind : PROPERTIES.keySet()) {
            Optional<String> name = Optional.ofNullable(next.get(kind));
            if (!name.equals(Optional.ofNullable(former.get(kind)))) {
                changed.put(kind, name);
            }
        }
        return changed;
    }

    private static Map<String, String> read(Function<String, @Nullable String> property) {
        Map<String, String> names = new HashMap<>();
        PROPERTIES.forEach((kind, name) -> {
            String driver = property.apply(name);
            if (driver != null && !driver.isBlank()) {
                names.put(kind, driver);
            }
        });
        return names;
    }
}
