package dev.wharf.logdriver.jsonfile;

import dev.wharf.spi.DriverContext;
import dev.wharf.spi.Probe;
import dev.wharf.spi.log.LogDriver;
import dev.wharf.spi.log.LogDriverProvider;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/** Offers the driver {@code json-file}, which works on every host. */
@Component(property = "driver.name=json-file")
public final class JsonFileProvider implements LogDriverProvider {

    @Override
    public String name() {
        return JsonFileOptions.DRIVER;
    }

    @Override
    public Probe probe(DriverContext context) {
        return Probe.supported();
    }

    @Override
    public LogDriver open(DriverContext context, Map<String, String> options) {
        return new JsonFileDriver();
    }

    @Override
    public void validate(Map<String, String> options) {
        JsonFileOptions.of(options);
    }
}
