package dev.wharf.graphdriver.aufs;

import dev.wharf.spi.graph.GraphDriverProvider;
import dev.wharf.spi.graph.WritableFolder.Whiteouts;
import dev.wharf.spi.testkit.graph.GraphDriverConformance;
import dev.wharf.spi.testkit.graph.GraphFeature;
import java.util.Set;

/** The topics that mount are tagged {@code privileged}, and need a kernel with AUFS here: see the README. */
class AufsConformanceTest extends GraphDriverConformance {
    @Override
    protected GraphDriverProvider provider() {
        return new AufsProvider();
    }

    @Override
    protected Whiteouts whiteouts() {
        return Whiteouts.AUFS;
    }

    /** Without the mount option dirren AUFS answers EXDEV, and with noplink it parts hard links. */
    @Override
    protected Set<GraphFeature> features() {
        return Set.of();
    }
}
