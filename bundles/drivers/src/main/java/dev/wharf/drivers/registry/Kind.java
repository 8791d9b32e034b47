package dev.wharf.drivers.registry;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * What there is to know about one kind of drivers.
 *
 * @param name {@code graph}, {@code exec}, {@code log} or {@code volume}
 * @param roots where drivers keep things
 * @param configured name of the default driver; empty for the first one of the order that serves
 * @param order names to prefer as default, the best first; others follow by name
 * @param allArrived whether the bundles that were deployed at the start have registered their providers, or had time to
 * @param clock the time
 */
record Kind(String name, Roots roots, String configured, List<String> order, BooleanSupplier allArrived, Clock clock) {
    Kind {
        requireNonNull(name, "name");
        requireNonNull(roots, "roots");
        requireNonNull(configured, "configured");
        order = List.copyOf(order);
        requireNonNull(allArrived, "allArrived");
        requireNonNull(clock, "clock");
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
