package dev.wharf.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;

/** The OSGi framework with the bundles of the distribution. */
final class BundleRuntime implements AutoCloseable {
    private static final long STOP_MILLIS = 20_000;

    /** What must be up for the first answer comes first; File Install last, so that it finds all that drivers import. */
    private static final List<String> FIRST = List.of(
            "org.apache.felix.scr",
            "dev.wharf.engine.api",
            "dev.wharf.api.http",
            "dev.wharf.store",
            "dev.wharf.engine");

    private static final String FILE_INSTALL = "org.apache.felix.fileinstall";

    private final Framework framework;

    private BundleRuntime(Framework framework) {
        this.framework = framework;
    }

    /**
     * Starts the framework and all bundles.
     *
     * @throws BundleException when one of them does not start
     */
    static BundleRuntime start(Map<String, String> properties, List<Path> jars) throws BundleException {
        Framework framework = new FrameworkFactory().newFramework(properties);
        framework.init();
        List<Bundle> bundles = new ArrayList<>();
        for (Path jar : jars) {
            bundles.add(framework.getBundleContext().installBundle("reference:" + jar.toUri()));
        }
        framework.start();
        bundles.sort(Comparator.comparingInt(BundleRuntime::rank));
        for (Bundle bundle : bundles) {
            if (isService(bundle)) {
                bundle.start();
            }
        }
        return new BundleRuntime(framework);
    }

    /** Stops all bundles, then the framework. Safe to call twice. */
    @Override
    public void close() {
        try {
            framework.stop();
            framework.waitForStop(STOP_MILLIS);
        } catch (BundleException e) {
            throw new IllegalStateException("the framework does not stop", e);
        } catch (InterruptedException ignored) {
            // the caller wants to go on without waiting
            Thread.currentThread().interrupt();
        }
    }

    /** Libraries only lend their classes: they need no start. */
    private static boolean isService(Bundle bundle) {
        String name = bundle.getSymbolicName();
        return name.startsWith("dev.wharf.") || name.startsWith("org.apache.felix.");
    }

    private static int rank(Bundle bundle) {
        String name = bundle.getSymbolicName();
        int first = FIRST.indexOf(name);
        if (first >= 0) {
            return first;
        }
        return name.equals(FILE_INSTALL) ? Integer.MAX_VALUE : FIRST.size();
    }
}
