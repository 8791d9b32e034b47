package dev.wharf.spi.testkit.graph;

import dev.wharf.spi.graph.GraphDriverProvider;
import dev.wharf.spi.graph.WritableFolder.Whiteouts;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** The suite for a driver that a test chooses. Not found by the build, but run by {@link WrongDriversTest}. */
class PlainSuite extends GraphDriverConformance {
    /** What is run; one run at a time. */
    static final AtomicReference<WrongDriver> CHOSEN = new AtomicReference<>(WrongDriver.NONE);

    static final Set<GraphFeature> ALL = EnumSet.allOf(GraphFeature.class);

    @Override
    protected GraphDriverProvider provider() {
        return chosen().provider();
    }

    @Override
    protected Whiteouts whiteouts() {
        return Whiteouts.NONE;
    }

    @Override
    protected Set<GraphFeature> features() {
        return chosen().features();
    }

    @SuppressWarnings("NullAway") // it is never set to null
    private static WrongDriver chosen() {
        return CHOSEN.get();
    }
}
