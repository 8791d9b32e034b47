package dev.wharf.logdriver.none;

import dev.wharf.spi.log.LogDriverProvider;
import dev.wharf.spi.testkit.log.LogDriverConformance;
import dev.wharf.spi.testkit.log.LogFeature;
import java.util.EnumSet;
import java.util.Set;

class NoneConformanceTest extends LogDriverConformance {
    @Override
    protected LogDriverProvider provider() {
        return new NoneProvider();
    }

    @Override
    protected Set<LogFeature> features() {
        return EnumSet.of(LogFeature.KEEPING_NOTHING);
    }
}
