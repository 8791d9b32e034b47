package dev.wharf.execoci.wrong;

import dev.wharf.spi.exec.ExecutionDriverProvider;
import dev.wharf.spi.testkit.exec.ExecutionDriverConformance;
import dev.wharf.spi.testkit.exec.ExecutionFeature;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** The suite for a driver that a test chooses. Not found by the build, but run by {@link WrongDriversTest}. */
class ChosenSuite extends ExecutionDriverConformance {
    static final WrongDriver RIGHT = WrongDriver.of("nothing is wrong", "", "", UnaryOperator.identity());

    /** What is run; one run at a time. */
    static final AtomicReference<WrongDriver> CHOSEN = new AtomicReference<>(RIGHT);

    @Override
    protected ExecutionDriverProvider provider() {
        return chosen().provider();
    }

    @Override
    protected Set<ExecutionFeature> features() {
        return chosen().features();
    }

    @SuppressWarnings("NullAway") // it is never set to null
    private static WrongDriver chosen() {
        return CHOSEN.get();
    }
}
