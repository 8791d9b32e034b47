package dev.wharf.engine.system;

import dev.wharf.drivers.DriverRegistry;
import dev.wharf.drivers.Drivers;
import dev.wharf.engine.api.DaemonSettings;
import dev.wharf.spi.DriverException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells the launcher before settings hold what only the drivers know: whether they are there, and their options. */
@Component(service = Function.class, property = DaemonSettings.CHECK + ":Boolean=true")
public final class SettingsCheck implements Function<Map<String, String>, List<String>> {
    private final DriverRegistry drivers;

    /** Asks the drivers that serve. */
    @Activate
    public SettingsCheck(@Reference DriverRegistry drivers) {
        this.drivers = drivers;
    }

    @Override
    public List<String> apply(Map<String, String> properties) {
        DaemonSettings settings = DaemonSettings.from(properties::get);
        List<String> faults = new ArrayList<>();
        absent("graph", drivers.graph(), settings.storageDriver()).ifPresent(faults::add);
        absent("exec", drivers.execution(), settings.execDriver()).ifPresent(faults::add);
        absent("log", drivers.log(), settings.logDriver())
                .or(() -> badOptions(settings))
                .ifPresent(faults::add);
        return faults;
    }

    /** Empty also for no name, which stands for the best one. */
    private static Optional<String> absent(String kind, Drivers<?> serving, String name) {
        return name.isEmpty() || serving.names().contains(name)
                ? Optional.empty()
                : Optional.of("no " + kind + " driver \"" + name + "\" serves at present, but "
                        + (serving.names().isEmpty() ? "none" : String.join(", ", serving.names())));
    }

    private Optional<String> badOptions(DaemonSettings settings) {
        try {
            drivers.logProvider(settings.logDriver()).ifPresent(provider -> provider.validate(settings.logOptions()));
            return Optional.empty();
        } catch (DriverException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
