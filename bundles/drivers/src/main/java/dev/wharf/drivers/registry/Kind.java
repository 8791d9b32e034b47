package dev.wharf.drivers.registry;

import static java.util.Objects.requireNonNull;

import dev.wharf.spi.DriverOption;
import dev.wharf.spi.DriverProvider;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * What there is to know about one kind of drivers.
 *
 * @param name {@code graph}, {@code exec}, {@code log}, {@code volume}, {@code network} or {@code address}
 * @param roots where drivers keep things
 * @param configured name of the default driver; empty for the first one of the order that serves
 * @param order names to prefer as default, the best first; others follow by name
 * @param allArrived whether the bundles that were deployed at the start have registered their providers, or had time to
 * @param clock the time
 * @param options what the daemon was told for drivers of this kind; each driver gets those that it understands
 */
record Kind(
        String name,
        Roots roots,
        String configured,
        List<String> order,
        BooleanSupplier allArrived,
        Clock clock,
        Map<String, String> options) {
    Kind {
        requireNonNull(name, "name");
        requireNonNull(roots, "roots");
        requireNonNull(configured, "configured");
        order = List.copyOf(order);
        requireNonNull(allArrived, "allArrived");
        requireNonNull(clock, "clock");
        options = Map.copyOf(options);
    }

    /** A kind whose drivers the daemon is told nothing for. */
    Kind(String name, Roots roots, String configured, List<String> order, BooleanSupplier allArrived, Clock clock) {
        this(name, roots, configured, order, allArrived, clock, Map.of());
    }

    /** The same kind, with options. */
    Kind with(Map<String, String> told) {
        return new Kind(name, roots, configured, order, allArrived, clock, told);
    }

    /** The options that a driver of this kind understands. */
    Map<String, String> optionsOf(DriverProvider<?> provider) {
        Map<String, String> understood = new HashMap<>();
        provider.options().stream()
                .map(DriverOption::name)
                .filter(options::containsKey)
                .forEach(option -> understood.put(option, options.get(option)));
        return understood;
    }

    /** The place of a driver in the order, 0 for the best. */
    int rank(String driver) {
        int place = order.indexOf(driver);
        return place < 0 ? order.size() : place;
    }

    /** Whether no other driver of this kind is preferred to that one, whatever arrives. */
    boolean isFirstChoice(String driver) {
        return order.indexOf(driver) == 0;
    }
}
