package dev.wharf.itests.toy;

import dev.wharf.spi.DriverContext;
import dev.wharf.spi.Probe;
import dev.wharf.spi.log.LogDriver;
import dev.wharf.spi.log.LogDriverProvider;
import java.util.Map;

/** A later version of the toy that works nowhere. */
public final class RefusingToyProvider implements LogDriverProvider {

    @Override
    public String name() {
        return "toy";
    }

    @Override
    public Probe probe(DriverContext context) {
        return Probe.unsupported("it needs a kernel that is not made yet");
    }

    @Override
    public LogDriver open(DriverContext context, Map<String, String> options) {
        throw new UnsupportedOperationException("it was not supported");
    }

    @Override
    public void validate(Map<String, String> options) {
        // takes anything
    }
}
