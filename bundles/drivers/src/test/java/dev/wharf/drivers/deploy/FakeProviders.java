package dev.wharf.drivers.deploy;

import dev.wharf.engine.api.driver.DriverDescription.State;
import dev.wharf.spi.log.LogDriverProvider;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** A registry in which of all providers the one of the highest version serves that is not among the bad ones. */
final class FakeProviders implements Providers {
    private static final Comparator<ServiceReference<?>> BEST_LAST =
            Comparator.<ServiceReference<?>, org.osgi.framework.Version>comparing(
                            service -> service.getBundle().getVersion())
                    .thenComparing(Comparator.<ServiceReference<?>, Standing>comparing(
                                    service -> Standing.of(service.getBundle().getLocation()))
                            .reversed());

    private final BundleContext context;
    private final Set<String> bad = ConcurrentHashMap.newKeySet();

    FakeProviders(BundleContext context) {
        this.context = context;
    }

    /** Lets providers of bundles of that version fail to open. */
    void fail(String version) {
        bad.add(version);
    }

    /** The version of the bundle that serves; empty for none. */
    String serving() {
        return best().map(service -> service.getBundle().getVersion().toString())
                .orElse("");
    }

    /** The bundle that serves. */
    Optional<Bundle> servingBundle() {
        return best().map(ServiceReference::getBundle);
    }

    @Override
    public boolean knows(long service) {
        return true;
    }

    @Override
    public Optional<State> stateOf(long service) {
        return all().stream()
                .filter(one -> service == (Long) one.getProperty(Constants.SERVICE_ID))
                .findFirst()
                .map(this::stateOf);
    }

    private State stateOf(ServiceReference<?> service) {
        if (isBad(service)) {
            return State.FAILED;
        }
        return best().filter(service::equals).isPresent() ? State.ACTIVE : State.STANDBY;
    }

    private Optional<ServiceReference<LogDriverProvider>> best() {
        return all().stream()
                .filter(service -> service.getBundle() != null && !isBad(service))
                .max(BEST_LAST);
    }

    private boolean isBad(ServiceReference<?> service) {
        return bad.contains(String.valueOf(service.getBundle().getVersion()));
    }

    private Collection<ServiceReference<LogDriverProvider>> all() {
        try {
            return context.getServiceReferences(LogDriverProvider.class, null);
        } catch (InvalidSyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
