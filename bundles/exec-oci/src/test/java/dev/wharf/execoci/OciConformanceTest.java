package dev.wharf.execoci;

import dev.wharf.spi.exec.ExecutionDriverProvider;
import dev.wharf.spi.testkit.exec.ExecutionDriverConformance;
import dev.wharf.spi.testkit.exec.ExecutionFeature;
import java.util.EnumSet;
import java.util.Set;

/** What every execution driver must do. */
class OciConformanceTest extends ExecutionDriverConformance {
    @Override
    protected ExecutionDriverProvider provider() {
        return new ExecOciProvider();
    }

    @Override
    protected Set<ExecutionFeature> features() {
        return EnumSet.allOf(ExecutionFeature.class);
    }
}
