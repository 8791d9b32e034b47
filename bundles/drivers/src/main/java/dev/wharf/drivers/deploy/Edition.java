package dev.wharf.drivers.deploy;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bundles of one name of which one runs at a time: the one that the distribution brought along, and others from files.
 * That of the highest version runs. When it does not start, the one before it runs again.
 */
final class Edition {
    private static final Logger LOG = LoggerFactory.getLogger(Edition.class);
    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final Duration WITHDRAW_LIMIT = Duration.ofSeconds(5);
    private static final Duration COMPONENTS_LIMIT = Duration.ofSeconds(15);
    private static final Comparator<Bundle> BEST_LAST = Comparator.comparing(Bundle::getVersion)
            .thenComparing(Comparator.<Bundle, Standing>comparing(bundle -> Standing.of(bundle.getLocation()))
                    .reversed());

    private final Bundle shipped;
    private final Components components;
    private final Runnable news;
    private final Lane lane;
    private final Map<Bundle, String> failures = new ConcurrentHashMap<>();
    private volatile Bundle running;
    private volatile boolean isExchanging;
    private volatile boolean hasBegun;

    /**
     * None was chosen yet.
     *
     * @param isPutOff whether the one that the distribution brought along was not started before another one is chosen
     */
    Edition(Bundle shipped, Components components, Runnable news, boolean isPutOff) {
        this.shipped = shipped;
        this.hasBegun = !isPutOff;
        this.components = components;
        this.news = news;
        this.running = shipped;
        this.lane = new Lane("edition of " + shipped.getSymbolicName());
    }

    String name() {
        return String.valueOf(shipped.getSymbolicName());
    }

    Bundle running() {
        return running;
    }

    boolean isExchanging() {
        return isExchanging;
    }

    /** Why a bundle does not run; empty when it does, or was not tried. */
    Optional<String> failure(Bundle bundle) {
        return Optional.ofNullable(failures.get(bundle));
    }

    /** Lets the best of these and the shipped one run; returns at once, and tells when it runs. */
    void choose(List<Bundle> offered) {
        failures.keySet().removeIf(bundle -> bundle.getState() == Bundle.UNINSTALLED);
        Optional<Bundle> best = Stream.concat(Stream.of(shipped), offered.stream())
                .filter(bundle -> !failures.containsKey(bundle))
                .max(BEST_LAST);
        if (isExchanging || best.isEmpty()) {
            return;
        }
        if (!best.get().equals(running)) {
            begin(() -> exchange(running, best.get()));
        } else if (!hasBegun) {
            begin(() -> start(running).ifPresent(fault -> LOG.error("{} does not run: {}", name(), fault)));
        }
    }

    private void begin(Runnable work) {
        isExchanging = true;
        hasBegun = true;
        lane.run(() -> {
            try {
                work.run();
            } finally {
                isExchanging = false;
                news.run();
            }
        });
    }

    private void exchange(Bundle from, Bundle to) {
        LOG.info("{} {} takes over from {}", name(), to.getVersion(), from.getVersion());
        Set<String> needed = components.satisfied();
        boolean hasRun = from.getState() == Bundle.ACTIVE;
        takeRank(to);
        stop(from);
        var starter = new Lane("start of " + name() + ' ' + to.getVersion());
        Optional<String> fault = start(to, starter).or(() -> {
            needed.addAll(hasRun ? Set.of() : components.of(name()));
            return components.await(needed, COMPONENTS_LIMIT);
        });
        if (fault.isEmpty()) {
            running = to;
            LOG.info("{} {} runs", name(), to.getVersion());
        } else {
            failures.put(to, fault.get());
            LOG.error("{} {} does not run: {}", name(), to.getVersion(), fault.get());
            withdraw(to, starter);
            start(from).ifPresent(again -> LOG.error("{} {} does not run: {}", name(), from.getVersion(), again));
            LOG.info("{} {} runs again", name(), from.getVersion());
        }
        starter.close();
    }

    /**
     * All editions stop in the same order with the daemon. The shipped one has its start level already, and must not be told
     * again: the framework would start it at once, beside the one that still runs, since it is marked to be started (OSGi Core
     * 8, 9.3.2).
     */
    private void takeRank(Bundle bundle) {
        if (!bundle.equals(shipped)) {
            bundle.adapt(BundleStartLevel.class)
                    .setStartLevel(shipped.adapt(BundleStartLevel.class).getStartLevel());
        }
    }

    /** Starts it on a thread of its own, which is interrupted when it takes too long. */
    private static Optional<String> start(Bundle bundle, Lane starter) {
        var outcome = new CompletableFuture<Optional<String>>();
        starter.run(() -> outcome.complete(start(bundle)));
        return within(START_LIMIT, outcome).orElseGet(() -> {
            starter.interrupt();
            return Optional.of("its start has not ended within " + START_LIMIT.toSeconds() + " s");
        });
    }

    /** Stops it after its start, which is not waited for when it hangs. */
    private static void withdraw(Bundle bundle, Lane starter) {
        var stopped = new CompletableFuture<Boolean>();
        starter.run(() -> {
            stop(bundle);
            stopped.complete(true);
        });
        if (within(WITHDRAW_LIMIT, stopped).isEmpty()) {
            LOG.error("{} hangs and is left alone", bundle);
        }
    }

    /** What comes of it; empty when it takes longer. */
    private static <T> Optional<T> within(Duration limit, CompletableFuture<T> outcome) {
        try {
            return Optional.of(outcome.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException | ExecutionException e) {
            LOG.debug("nothing came of it", e);
        } catch (InterruptedException ignored) {
            // the daemon ends
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private static void stop(Bundle bundle) {
        try {
            bundle.stop(Bundle.STOP_TRANSIENT);
        } catch (BundleException | IllegalStateException e) {
            LOG.warn("{} did not stop as it should", bundle, e);
        }
    }

    private static Optional<String> start(Bundle bundle) {
        try {
            PatientStart.of(bundle);
            return Optional.empty();
        } catch (BundleException | IllegalStateException | LinkageError e) {
            LOG.warn("{} does not start", bundle, e);
            return Optional.of("it does not start: " + FileBundle.rootOf(e));
        }
    }
}
