package dev.wharf.logdriver.none;

import dev.wharf.spi.DriverContext;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.Probe;
import dev.wharf.spi.log.LogDriver;
import dev.wharf.spi.log.LogDriverProvider;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/** Offers the driver {@code none}, which works on every host and has no options. */
@Component(property = "driver.name=none")
public final class NoneProvider implements LogDriverProvider {
    static final String DRIVER = "none";

    @Override
    public String name() {
        return DRIVER;
    }

    @Override
    public Probe probe(DriverContext context) {
        return Probe.supported();
    }

    @Override
    public LogDriver open(DriverContext context, Map<String, String> options) {
        return new NoneDriver();
    }

    @Override
    public void validate(Map<String, String> options) {
        options.keySet().stream().sorted().findFirst().ifPresent(name -> {
            throw new DriverException(
                    DriverException.Kind.INVALID_ARGUMENT,
                    "unknown log opt '" + name + "' for " + DRIVER + " log driver");
        });
    }
}
