package dev.wharf.engine.container;

import dev.wharf.engine.api.EngineException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends all containers when the daemon ends, unless they are to live on. It hears of the end before the first bundle stops,
 * so that all drivers still serve.
 */
@Component(service = EndWithDaemon.class, immediate = true)
public final class EndWithDaemon implements SynchronousBundleListener {
    private static final Logger LOG = LoggerFactory.getLogger(EndWithDaemon.class);

    /** How long a container may take when it is asked; Docker 1.9.1, daemon/daemon.go, Shutdown. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    /** How long the daemon waits for all of them, those that had to be killed, too. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final BundleContext context;
    private final Supervisor supervisor;

    /** Listens for the end of the daemon. */
    @Activate
    public EndWithDaemon(BundleContext context, @Reference Supervisor supervisor) {
        this.context = context;
        this.supervisor = supervisor;
        context.addBundleListener(this);
    }

    /** Listens no more. */
    @Deactivate
    public void close() {
        context.removeBundleListener(this);
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        boolean ends = event.getType() == BundleEvent.STOPPING
                && event.getBundle().getBundleId() == Constants.SYSTEM_BUNDLE_ID;
        if (ends && !supervisor.site().table().settings().liveRestore()) {
            endAll(supervisor);
        }
    }

    /** Ends all containers at once: asks them, then kills. Returns when they have ended, or patience has. */
    static void endAll(Supervisor supervisor) {
        supervisor.retire();
        Site site = supervisor.site();
        List<LiveContainer> running = site.table().all().stream()
                .filter(container -> container.state().isRunning())
                .toList();
        CountDownLatch left = new CountDownLatch(running.size());
        running.forEach(container -> site.timer().execute(() -> {
            try {
                end(site, container);
            } finally {
                left.countDown();
            }
        }));
        await(left);
    }

    private static void end(Site site, LiveContainer container) {
        try {
            StopContainer.withDaemon(site).stop(container, Optional.of(GRACE));
        } catch (EngineException.NotModified ignored) {
            // it has ended by itself meanwhile
        } catch (EngineException e) {
            LOG.warn("end of container {}: {}", container.id(), e.getMessage());
        }
    }

    private static void await(CountDownLatch left) {
        try {
            if (!left.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("{} containers do not end; they are ended at the next start", left.getCount());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
