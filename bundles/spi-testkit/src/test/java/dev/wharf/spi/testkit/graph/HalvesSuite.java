package dev.wharf.spi.testkit.graph;

import dev.wharf.spi.DriverContext;
import dev.wharf.spi.Mount;
import dev.wharf.spi.graph.GraphDriver;
import dev.wharf.spi.graph.GraphDriverProvider;
import dev.wharf.spi.graph.LayerId;
import dev.wharf.spi.graph.SnapshotKey;
import dev.wharf.spi.graph.SnapshotRef;
import dev.wharf.spi.graph.WritableFolder.Whiteouts;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The suite for a driver whose snapshots are there before they are whole. A class of its own, as another process opens it. */
class HalvesSuite extends GraphDriverConformance {
    @Override
    protected GraphDriverProvider provider() {
        return new WrongDriver.PlainProvider(ShowsHalves::new);
    }

    @Override
    protected Whiteouts whiteouts() {
        return Whiteouts.NONE;
    }

    @Override
    protected Set<GraphFeature> features() {
        return EnumSet.allOf(GraphFeature.class);
    }

    /** Whatever is removed, the next snapshot is there at once, and whole only after a while: a kill always meets it. */
    private static final class ShowsHalves extends DelegatingDriver {
        private static final long LONG_ENOUGH_TO_BE_KILLED = TimeUnit.MILLISECONDS.toNanos(150);
        private static final SnapshotKey HALF = new SnapshotKey("half");

        ShowsHalves(DriverContext context, GraphDriver right) {
            super(right);
        }

        @Override
        public void remove(SnapshotRef ref) {
            right.remove(ref);
            if (ref instanceof LayerId) {
                List<Mount> unused = right.prepare(HALF, Optional.empty());
            }
        }

        @Override
        public List<Mount> prepare(SnapshotKey key, Optional<LayerId> parent) {
            LockSupport.parkNanos(LONG_ENOUGH_TO_BE_KILLED);
            right.remove(HALF);
            return right.prepare(key, parent);
        }
    }
}
