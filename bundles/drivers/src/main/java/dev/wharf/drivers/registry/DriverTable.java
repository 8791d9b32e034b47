package dev.wharf.drivers.registry;

import dev.wharf.drivers.DriverErrors;
import dev.wharf.drivers.DriverListener;
import dev.wharf.drivers.Drivers;
import dev.wharf.drivers.Lease;
import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.driver.DriverDescription;
import dev.wharf.spi.Driver;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverProvider;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The drivers of one kind, by name.
 *
 * @param <D> the kind
 */
final class DriverTable<D extends Driver> implements Drivers<D>, AutoCloseable {
    /** How long a caller waits for a driver that is being opened or exchanged. */
    private static final Duration PATIENCE = Duration.ofSeconds(12);

    private final Kind kind;
    private final Comparator<String> preference;
    private final Watch watch = new Watch();
    private final Announcer announcer;
    private final Map<String, Slot<D>> slots = new ConcurrentHashMap<>();
    private volatile String configured; // name of the default driver; empty for the best one that serves

    DriverTable(Kind kind) {
        this.kind = kind;
        this.configured = kind.configured();
        this.preference = Comparator.comparing(kind::rank).thenComparing(Comparator.naturalOrder());
        this.announcer = new Announcer(kind.name());
    }

    void add(Candidate<D> candidate) {
        slot(candidate.name()).add(candidate);
    }

    void remove(Candidate<D> candidate) {
        slot(candidate.name()).remove(candidate);
    }

    /** What became of a candidate; empty while it is being looked at. */
    Optional<DriverDescription.State> stateOf(Candidate<D> candidate) {
        return slot(candidate.name()).stateOf(candidate);
    }

    private Slot<D> slot(String name) {
        return slots.computeIfAbsent(name, missing -> new Slot<>(kind, missing, watch, announcer));
    }

    @Override
    public String defaultName() {
        return watch.await(PATIENCE, this::settledDefault, this::isDefaultExpected)
                .orElseThrow(this::noDefault);
    }

    @Override
    public Optional<String> currentDefault() {
        return firstServing();
    }

    /**
     * Checks that a driver serves, also waited for while it is being opened.
     *
     * @throws EngineException NotFound when it does not
     */
    void checkServing(String name) {
        if (provider(name).isEmpty()) {
            throw new EngineException.NotFound("there is no such " + kind.name() + " driver: "
                    + unavailable(name).getMessage());
        }
    }

    /** Lets new objects use a driver from now on. */
    void makeDefault(String name) {
        watch.change(() -> configured = name);
    }

    /** The default as far as it is known now: a better one that may still come is waited for elsewhere. */
    private Optional<String> settledDefault() {
        Optional<String> found = firstServing();
        boolean isSettled = false;
        // What was expected may have come to serve between two looks, and then it is expected no more.
        while (found.isPresent() && !isSettled && !isBetterExpected(found.get())) {
            Optional<String> again = firstServing();
            isSettled = again.equals(found);
            found = again;
        }
        return isSettled ? found : Optional.empty();
    }

    private Optional<String> firstServing() {
        if (!configured.isEmpty()) {
            return serving(configured).map(serving -> configured);
        }
        return names().stream().min(preference);
    }

    private boolean isBetterExpected(String name) {
        if (name.equals(configured) || kind.isFirstChoice(name)) {
            return false;
        }
        return !kind.allArrived().getAsBoolean()
                || slots.entrySet().stream()
                        .filter(entry -> preference.compare(entry.getKey(), name) < 0)
                        .anyMatch(entry -> entry.getValue().isExpected());
    }

    private boolean isDefaultExpected() {
        return configured.isEmpty()
                ? !kind.allArrived().getAsBoolean() || slots.values().stream().anyMatch(Slot::isExpected)
                : isExpected(configured);
    }

    private EngineException noDefault() {
        return configured.isEmpty()
                ? new EngineException.Unavailable(
                        "no " + kind.name() + " driver is available; put a bundle with one into "
                                + kind.roots().deploy())
                : unavailable(configured);
    }

    @Override
    public List<String> names() {
        return slots.entrySet().stream()
                .filter(entry -> entry.getValue().isPresent())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    @Override
    public Lease<D> lease(String name) {
        return tryLease(name).orElseGet(() -> watch.await(PATIENCE, () -> tryLease(name), () -> isExpected(name))
                .orElseThrow(() -> unavailable(name)));
    }

    @Override
    public <T> T call(String name, Function<D, T> work) {
        try (Lease<D> lease = lease(name)) {
            return work.apply(lease.driver());
        } catch (DriverException e) {
            throw DriverErrors.translate(e);
        }
    }

    /** The provider behind the driver that serves, also waited for while it is being opened. */
    Optional<DriverProvider<D>> provider(String name) {
        return watch.await(PATIENCE, () -> serving(name), () -> isExpected(name))
                .map(Serving::provider);
    }

    /**
     * The same; empty only when nobody ever offered one of that name.
     *
     * @throws EngineException Unavailable when it is away
     */
    Optional<DriverProvider<D>> presentProvider(String name) {
        Optional<DriverProvider<D>> provider = provider(name);
        if (provider.isEmpty() && slots.containsKey(name)) {
            throw unavailable(name);
        }
        return provider;
    }

    @Override
    public void listen(DriverListener listener) {
        announcer.listen(listener);
    }

    @Override
    public void unlisten(DriverListener listener) {
        announcer.unlisten(listener);
    }

    List<DriverDescription> describe() {
        Optional<String> byDefault = firstServing();
        return slots.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(entry ->
                        entry
                                .getValue()
                                .describe(
                                        byDefault.filter(entry.getKey()::equals).isPresent())
                                .stream())
                .toList();
    }

    /** Closes all drivers, after their leases or a deadline. */
    @Override
    public void close() {
        slots.values().forEach(Slot::close);
        slots.values().forEach(Slot::awaitClosed);
        announcer.close();
    }

    private Optional<Serving<D>> serving(String name) {
        return Optional.ofNullable(slots.get(name)).flatMap(Slot::serving);
    }

    private Optional<Lease<D>> tryLease(String name) {
        return serving(name).flatMap(Serving::lease);
    }

    private boolean isExpected(String name) {
        return Optional.ofNullable(slots.get(name)).map(Slot::isExpected).orElseGet(() -> !kind.allArrived()
                .getAsBoolean());
    }

    private EngineException unavailable(String name) {
        String reason = Optional.ofNullable(slots.get(name))
                .map(Slot::absence)
                .orElse("no bundle provides it; put one into " + kind.roots().deploy());
        return new EngineException.Unavailable(kind.name() + " driver \"" + name + "\" is not available: " + reason);
    }
}
