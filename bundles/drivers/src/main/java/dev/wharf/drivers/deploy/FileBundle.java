package dev.wharf.drivers.deploy;

import java.time.Duration;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A bundle that was made of a file. Its code runs on a thread of its own; whoever asks does not wait. */
final class FileBundle {
    private static final Logger LOG = LoggerFactory.getLogger(FileBundle.class);

    private final Bundle bundle;
    private final Runnable news;
    private final Lane lane;
    private volatile Optional<String> fault = Optional.empty();
    private volatile long startedAt; // of System.nanoTime
    private volatile boolean isStarting;
    private volatile boolean isGone;

    /** Tells the news when something that was asked for has been done. */
    FileBundle(Bundle bundle, Runnable news) {
        this.bundle = bundle;
        this.news = news;
        this.lane = new Lane("bundle " + bundle.getSymbolicName() + ' ' + bundle.getVersion());
    }

    Bundle bundle() {
        return bundle;
    }

    /** Why it does not run, as far as its start told; empty for nothing. */
    Optional<String> fault() {
        return fault;
    }

    /** Whether its start has been asked for and has not ended. */
    boolean isStarting() {
        return isStarting;
    }

    /** Whether it runs. */
    boolean isActive() {
        return bundle.getState() == Bundle.ACTIVE;
    }

    /** Whether it could be started and nobody has tried yet. */
    boolean isStartable() {
        return bundle.getState() == Bundle.RESOLVED && !isStarting && fault.isEmpty() && !Promises.isFragment(bundle);
    }

    void start() {
        startedAt = System.nanoTime();
        isStarting = true;
        fault = Optional.empty();
        lane.run(() -> {
            fault = tryStart();
            isStarting = false;
            news.run();
        });
    }

    /** Interrupts a start that takes longer than the limit. */
    void limitStart(Duration limit) {
        if (isStarting && fault.isEmpty() && System.nanoTime() - startedAt > limit.toNanos()) {
            fault = Optional.of("its start has not ended within " + limit.toSeconds() + " s");
            LOG.warn("the start of {} has not ended within {} s", bundle, limit.toSeconds());
            lane.interrupt();
        }
    }

    /** Stops it, so that it can be started again. */
    void stop() {
        lane.run(() -> {
            try {
                bundle.stop(Bundle.STOP_TRANSIENT);
            } catch (BundleException | IllegalStateException e) {
                LOG.warn("{} did not stop as it should", bundle, e);
            }
            news.run();
        });
    }

    /** Stops it and forgets it; what runs is interrupted. */
    void uninstall(Runnable done) {
        if (isGone) {
            return;
        }
        isGone = true;
        if (isStarting) {
            lane.interrupt();
        }
        lane.run(() -> {
            try {
                bundle.uninstall();
                LOG.info("{} {} is uninstalled", bundle.getSymbolicName(), bundle.getVersion());
            } catch (BundleException | IllegalStateException e) {
                LOG.warn("{} was not uninstalled as it should", bundle, e);
            }
            done.run();
            news.run();
        });
        lane.close();
    }

    /** The root of foreign code: whatever its activator throws is a fault of the bundle. */
    private Optional<String> tryStart() {
        try {
            PatientStart.of(bundle);
            return Optional.empty();
        } catch (BundleException e) {
            LOG.warn("{} does not start", bundle, e);
            return Optional.of("it does not start: " + rootOf(e));
        } catch (IllegalStateException | LinkageError e) {
            LOG.warn("{} does not start", bundle, e);
            return Optional.of("it does not start: " + e);
        }
    }

    /** What the activator threw, in place of what the framework made of it. */
    static Throwable rootOf(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
