package dev.wharf.spi.testkit.log;

import dev.wharf.spi.log.LogDriverProvider;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** The suite for a driver that a test chooses. Not found by the build, but run by {@link WrongLogDriversTest}. */
class PlainLogSuite extends LogDriverConformance {
    /** What is run; one run at a time. */
    static final AtomicReference<WrongLogDriver> CHOSEN = new AtomicReference<>(WrongLogDriver.NONE);

    @Override
    protected LogDriverProvider provider() {
        return chosen().provider();
    }

    @Override
    protected Set<LogFeature> features() {
        return chosen().features();
    }

    @Override
    protected Map<String, String> rotatingOptions() {
        return Map.of(PlainLogDriver.KEEP, "150");
    }

    @SuppressWarnings("NullAway") // it is never set to null
    private static WrongLogDriver chosen() {
        return CHOSEN.get();
    }
}
