package dev.wharf.drivers.registry;

import dev.wharf.drivers.deploy.Standing;
import dev.wharf.drivers.guard.Guard;
import dev.wharf.engine.api.driver.DriverDescription;
import dev.wharf.spi.Driver;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverProvider;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The services of one kind. One whose name cannot be a driver's is listed, and not used: names become folders.
 *
 * @param <D> the kind of driver
 */
final class Registrations<D extends Driver> {
    private static final Logger LOG = LoggerFactory.getLogger(Registrations.class);
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_.-]{0,62}");
    private static final String NAME_PROPERTY = "driver.name";

    private final Kind kind;
    private final DriverTable<D> table;
    private final Map<Long, Candidate<D>> candidates = new ConcurrentHashMap<>();
    private final Map<Long, DriverDescription> refused = new ConcurrentHashMap<>();

    Registrations(Kind kind) {
        this.kind = kind;
        this.table = new DriverTable<>(kind);
    }

    DriverTable<D> table() {
        return table;
    }

    void add(DriverProvider<D> provider, ServiceReference<?> service) {
        Object told = service.getProperty(NAME_PROPERTY);
        Version version = service.getBundle().getVersion();
        try {
            String name = checked(nameOf(provider, told), told);
            Standing standing = Standing.of(service.getBundle().getLocation());
            var candidate = new Candidate<>(number(service), name, version, standing, provider);
            table.add(candidate);
            candidates.put(candidate.service(), candidate);
        } catch (DriverException e) {
            LOG.error("{} is not used: {}", service.getBundle(), e.getMessage());
            String name = told instanceof String text ? text : "";
            refused.put(number(service), failed(name, version, String.valueOf(e.getMessage())));
        }
    }

    /** Asks a provider for its name, which it may fail to tell. */
    private String nameOf(DriverProvider<D> provider, Object told) {
        Guard guard = new Guard(kind.name(), String.valueOf(told), kind.clock());
        try {
            DriverProvider<D> guarded = guard.guarded(DriverProvider.class, provider);
            return guarded.name();
        } finally {
            guard.close();
        }
    }

    /** Whether the service of that number was added, used or not. */
    boolean knows(long service) {
        return candidates.containsKey(service) || refused.containsKey(service);
    }

    /** What became of the service of that number; empty when it was not added, or is being looked at. */
    Optional<DriverDescription.State> stateOf(long service) {
        return refused.containsKey(service)
                ? Optional.of(DriverDescription.State.FAILED)
                : Optional.ofNullable(candidates.get(service)).flatMap(table::stateOf);
    }

    void remove(ServiceReference<?> service) {
        refused.remove(number(service));
        Optional.ofNullable(candidates.remove(number(service))).ifPresent(table::remove);
    }

    List<DriverDescription> describe() {
        return Stream.concat(table.describe().stream(), refused.values().stream())
                .toList();
    }

    private static String checked(String name, Object property) {
        if (!NAME.matcher(name).matches()) {
            throw bad("\"" + name + "\" is not the name of a driver: it must match " + NAME);
        }
        if (!name.equals(property)) {
            throw bad("its property " + NAME_PROPERTY + " is " + property + ", but its name is " + name);
        }
        return name;
    }

    private static DriverException bad(String reason) {
        return new DriverException(DriverException.Kind.INVALID_ARGUMENT, reason);
    }

    private DriverDescription failed(String name, Version version, String reason) {
        return new DriverDescription(
                kind.name(), name, version.toString(), DriverDescription.State.FAILED, false, reason);
    }

    private static long number(ServiceReference<?> service) {
        return (Long) service.getProperty(Constants.SERVICE_ID);
    }
}
