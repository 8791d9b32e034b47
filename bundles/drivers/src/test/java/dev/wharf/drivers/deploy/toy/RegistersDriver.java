package dev.wharf.drivers.deploy.toy;

import dev.wharf.spi.DriverContext;
import dev.wharf.spi.Probe;
import dev.wharf.spi.log.LogDriver;
import dev.wharf.spi.log.LogDriverProvider;
import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Registers a provider. */
public final class RegistersDriver implements BundleActivator, LogDriverProvider {
    @Override
    public void start(BundleContext context) {
        context.registerService(LogDriverProvider.class, this, null);
    }

    @Override
    public void stop(BundleContext context) {}

    @Override
    public String name() {
        return "toy";
    }

    @Override
    public Probe probe(DriverContext context) {
        return Probe.supported();
    }

    @Override
    public LogDriver open(DriverContext context, Map<String, String> options) {
        throw new UnsupportedOperationException("nobody opens it");
    }

    @Override
    public void validate(Map<String, String> options) {}
}
