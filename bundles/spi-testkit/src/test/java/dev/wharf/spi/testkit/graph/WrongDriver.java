package dev.wharf.spi.testkit.graph;

import dev.wharf.spi.DriverContext;
import dev.wharf.spi.Probe;
import dev.wharf.spi.graph.GraphDriver;
import dev.wharf.spi.graph.GraphDriverProvider;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * A driver with one fault.
 *
 * @param fault what is wrong
 * @param test the only one that must fail
 * @param features that the driver claims
 * @param provider of the driver
 */
record WrongDriver(String fault, String test, Set<GraphFeature> features, GraphDriverProvider provider) {
    /** A driver that is right. */
    static final WrongDriver NONE = of("nothing is wrong", "", (context, right) -> right);

    /** A driver that wraps one that is right, with all features claimed. */
    static WrongDriver of(String fault, String test, BiFunction<DriverContext, GraphDriver, GraphDriver> wrong) {
        return new WrongDriver(fault, test, PlainSuite.ALL, new PlainProvider(wrong));
    }

    @Override
    public String toString() {
        return fault;
    }

    /** Opens a driver that is right, and lets it be wrapped. */
    record PlainProvider(BiFunction<DriverContext, GraphDriver, GraphDriver> wrong) implements GraphDriverProvider {
        @Override
        public String name() {
            return "plain";
        }

        @Override
        public Probe probe(DriverContext context) {
            return Probe.supported();
        }

        @Override
        public GraphDriver open(DriverContext context, Map<String, String> options) {
            return wrong.apply(context, new PlainDriver(context));
        }
    }
}
