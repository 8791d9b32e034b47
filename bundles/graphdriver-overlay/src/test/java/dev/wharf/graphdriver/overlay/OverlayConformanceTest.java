package dev.wharf.graphdriver.overlay;

import dev.wharf.spi.graph.GraphDriverProvider;
import dev.wharf.spi.graph.WritableFolder.Whiteouts;
import dev.wharf.spi.testkit.graph.GraphDriverConformance;
import dev.wharf.spi.testkit.graph.GraphFeature;
import java.util.Set;

class OverlayConformanceTest extends GraphDriverConformance {
    @Override
    protected GraphDriverProvider provider() {
        return new OverlayProvider();
    }

    @Override
    protected Whiteouts whiteouts() {
        return Whiteouts.OVERLAY;
    }

    /** Docker's overlay drivers have none of them either. */
    @Override
    protected Set<GraphFeature> features() {
        return Set.of();
    }
}
