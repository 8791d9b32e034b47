package dev.wharf.graphdriver.vfs;

import dev.wharf.spi.graph.GraphDriverProvider;
import dev.wharf.spi.graph.WritableFolder.Whiteouts;
import dev.wharf.spi.testkit.graph.GraphDriverConformance;
import dev.wharf.spi.testkit.graph.GraphFeature;
import java.util.EnumSet;
import java.util.Set;

class VfsConformanceTest extends GraphDriverConformance {
    @Override
    protected GraphDriverProvider provider() {
        return new VfsProvider();
    }

    @Override
    protected Whiteouts whiteouts() {
        return Whiteouts.NONE;
    }

    @Override
    protected Set<GraphFeature> features() {
        return EnumSet.allOf(GraphFeature.class);
    }
}
