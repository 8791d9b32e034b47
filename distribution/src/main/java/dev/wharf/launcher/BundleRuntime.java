package dev.wharf.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;

/** The OSGi framework with the bundles of the distribution. */
final class BundleRuntime implements AutoCloseable {
    private static final long STOP_MILLIS = 20_000;
    private static final int START_TRIES = 5;
    private static final long START_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** The beginnings of the names of what the first answer to a client needs; all else is installed after that. */
    private static final List<String> LISTENING = List.of(
            "org.apache.felix.scr", "org.osgi.", "jspecify", "jackson-", "jetty-", "wharf-engine-api", "wharf-api");

    /** Services start in this order, others last. */
    private static final List<String> ORDER = List.of(
            "org.apache.felix.scr",
            "dev.wharf.engine.api",
            "dev.wharf.api.http",
            "dev.wharf.store",
            "dev.wharf.engine");

    /**
     * Start levels of those that are not of the first one. The framework stops the highest level first: the API takes no
     * more calls, then the engine gives its drivers back, while they are all there.
     */
    private static final Map<String, Integer> LEVELS = Map.of("dev.wharf.engine", 2, "dev.wharf.api.http", 3);

    private static final String HIGHEST_LEVEL = "3";

    private final Framework framework;

    private BundleRuntime(Framework framework) {
        this.framework = framework;
    }

    /**
     * Starts the framework and all bundles.
     *
     * @param putOff symbolic names of those that others start
     * @throws BundleException when one of them does not start
     */
    static BundleRuntime start(Map<String, String> properties, List<Path> jars, Set<String> putOff)
            throws BundleException {
        Map<String, String> all = new HashMap<>(properties);
        all.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, HIGHEST_LEVEL);
        all.put(Successors.PROPERTY, String.join(",", putOff));
        Framework framework = new FrameworkFactory().newFramework(all);
        framework.start();
        BundleRuntime runtime = new BundleRuntime(framework);
        try {
            runtime.run(jars.stream().filter(BundleRuntime::isForListening), Set.of());
            runtime.run(jars.stream().filter(jar -> !isForListening(jar)), putOff);
        } catch (IllegalStateException e) {
            throw new BundleException(Announcement.STOPPED, e); // it stops while bundles are being installed
        }
        return runtime;
    }

    /** Whether the framework is there; a bundle without which there is no daemon may stop it. */
    boolean isRunning() {
        return framework.getState() == Bundle.ACTIVE || framework.getState() == Bundle.STARTING;
    }

    /** Where the launcher and the bundles meet; empty when the framework has stopped. */
    Optional<BundleContext> services() {
        return Optional.ofNullable(framework.getBundleContext());
    }

    /** Waits until the framework has stopped. */
    void awaitEnd() throws InterruptedException {
        framework.waitForStop(0);
    }

    /** Stops all bundles, those first that use others, then the framework. Safe to call twice. */
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

    /** Installs all, then starts the services among them, but for those that are put off. */
    private void run(Stream<Path> jars, Set<String> putOff) throws BundleException {
        List<Bundle> bundles = new ArrayList<>();
        for (Path jar : jars.toList()) {
            bundles.add(context().installBundle("reference:" + jar.toUri()));
        }
        bundles.sort(Comparator.comparingInt(BundleRuntime::rank));
        for (Bundle bundle : bundles) {
            if (isService(bundle)) {
                Optional.ofNullable(LEVELS.get(bundle.getSymbolicName()))
                        .ifPresent(bundle.adapt(BundleStartLevel.class)::setStartLevel);
                if (!putOff.contains(bundle.getSymbolicName())) {
                    start(bundle);
                }
            }
        }
    }

    /**
     * Starts a bundle while those of the watched folders are being started, too. Felix lets one of two threads that would wait
     * for one another fail to resolve (Felix.acquireBundleLock interrupts it, framework 7.0.5): who asks again gets through.
     */
    private static void start(Bundle bundle) throws BundleException {
        for (int left = START_TRIES - 1; ; left--) {
            try {
                bundle.start();
                return;
            } catch (BundleException e) {
                if (left == 0 || e.getType() != BundleException.RESOLVE_ERROR) {
                    throw e;
                }
                LockSupport.parkNanos(START_PAUSE_NANOS);
            }
        }
    }

    /** A bundle that cannot work stops the framework, which has no context then. */
    private BundleContext context() throws BundleException {
        BundleContext context = framework.getBundleContext();
        if (context == null) {
            throw new BundleException(Announcement.STOPPED);
        }
        return context;
    }

    private static boolean isForListening(Path jar) {
        String name = String.valueOf(jar.getFileName());
        return LISTENING.stream().anyMatch(name::startsWith);
    }

    /** Libraries only lend their classes: they need no start. */
    private static boolean isService(Bundle bundle) {
        String name = bundle.getSymbolicName();
        return name.startsWith("dev.wharf.") || name.startsWith("org.apache.felix.");
    }

    private static int rank(Bundle bundle) {
        int place = ORDER.indexOf(bundle.getSymbolicName());
        return place < 0 ? ORDER.size() : place;
    }
}
