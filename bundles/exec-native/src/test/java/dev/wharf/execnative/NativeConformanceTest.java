package dev.wharf.execnative;

import dev.wharf.spi.exec.ExecutionDriverProvider;
import dev.wharf.spi.testkit.exec.ExecutionDriverConformance;
import dev.wharf.spi.testkit.exec.ExecutionFeature;
import java.util.EnumSet;
import java.util.Set;

/** What every execution driver must do. */
class NativeConformanceTest extends ExecutionDriverConformance {
    @Override
    protected ExecutionDriverProvider provider() {
        return new ExecNativeProvider();
    }

    @Override
    protected Set<ExecutionFeature> features() {
        return EnumSet.allOf(ExecutionFeature.class);
    }
}
