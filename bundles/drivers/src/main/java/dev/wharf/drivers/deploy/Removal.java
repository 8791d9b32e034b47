package dev.wharf.drivers.deploy;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Frees what others took from bundles that are gone: those others are resolved anew. When a bundle of the daemon itself is
 * among them, it keeps the classes that it has.
 */
final class Removal {
    private static final Logger LOG = LoggerFactory.getLogger(Removal.class);

    private final BundleContext context;
    private final Predicate<Bundle> mayRestart;
    private final Runnable news;

    Removal(BundleContext context, Predicate<Bundle> mayRestart, Runnable news) {
        this.context = context;
        this.mayRestart = mayRestart;
        this.news = news;
    }

    /** To be called when a bundle has been uninstalled. Returns at once. */
    void follow(Bundle gone) {
        try {
            refresh(gone);
        } catch (IllegalStateException e) {
            LOG.debug("the framework ends", e);
        }
    }

    private void refresh(Bundle gone) {
        FrameworkWiring wiring = context.getBundle(0).adapt(FrameworkWiring.class);
        if (!wiring.getRemovalPendingBundles().contains(gone)) {
            return;
        }
        Collection<Bundle> concerned = wiring.getDependencyClosure(List.of(gone));
        if (concerned.stream().filter(one -> !one.equals(gone)).allMatch(mayRestart)) {
            FrameworkListener told = event -> news.run();
            wiring.refreshBundles(List.of(gone), told);
        } else {
            LOG.info("{} is still used by {}", gone, concerned);
        }
    }
}
