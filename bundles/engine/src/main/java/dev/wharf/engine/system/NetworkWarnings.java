package dev.wharf.engine.system;

import dev.wharf.drivers.Drivers;
import dev.wharf.engine.api.EngineException;
import dev.wharf.spi.network.HostReport;
import dev.wharf.spi.network.NetworkDriver;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the network drivers find wrong with the host. */
final class NetworkWarnings {
    private static final Logger LOG = LoggerFactory.getLogger(NetworkWarnings.class);

    private final Drivers<NetworkDriver> drivers;

    NetworkWarnings(Drivers<NetworkDriver> drivers) {
        this.drivers = drivers;
    }

    /** The sentences of those that serve, after others. */
    List<String> after(List<String> others) {
        return Stream.concat(
                        others.stream(),
                        drivers.names().stream()
                                .flatMap(name -> of(name).stream())
                                .map(text -> "WARNING: " + text))
                .toList();
    }

    private List<String> of(String name) {
        try {
            return drivers.call(name, driver -> driver.as(HostReport.class)
                    .map(HostReport::warnings)
                    .orElse(List.of()));
        } catch (EngineException e) {
            LOG.info("network driver {} does not tell what is wrong with the host: {}", name, e.getMessage());
            return List.of();
        }
    }
}
