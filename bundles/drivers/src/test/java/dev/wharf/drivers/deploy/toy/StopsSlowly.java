package dev.wharf.drivers.deploy.toy;

import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Takes its time to stop, so that another one could start meanwhile. */
public final class StopsSlowly implements BundleActivator {
    @Override
    public void start(BundleContext context) {}

    @Override
    public void stop(BundleContext context) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(300);
    }
}
