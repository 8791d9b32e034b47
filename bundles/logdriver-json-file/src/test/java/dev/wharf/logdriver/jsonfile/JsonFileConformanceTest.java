package dev.wharf.logdriver.jsonfile;

import dev.wharf.spi.log.LogDriverProvider;
import dev.wharf.spi.testkit.log.LogDriverConformance;
import dev.wharf.spi.testkit.log.LogFeature;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

class JsonFileConformanceTest extends LogDriverConformance {
    @Override
    protected LogDriverProvider provider() {
        return new JsonFileProvider();
    }

    @Override
    protected Set<LogFeature> features() {
        return EnumSet.of(LogFeature.READING, LogFeature.REWINDING, LogFeature.LOG_FILE, LogFeature.ROTATION);
    }

    @Override
    protected Map<String, String> rotatingOptions() {
        return Map.of("max-size", "20k", "max-file", "3");
    }
}
