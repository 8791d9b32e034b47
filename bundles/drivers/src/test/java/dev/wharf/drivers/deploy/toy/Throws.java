package dev.wharf.drivers.deploy.toy;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Does not start. */
public final class Throws implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        throw new IllegalStateException("no luck");
    }

    @Override
    public void stop(BundleContext context) {}
}
