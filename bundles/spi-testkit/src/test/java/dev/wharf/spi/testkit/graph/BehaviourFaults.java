package dev.wharf.spi.testkit.graph;

import dev.wharf.spi.DriverContext;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.Mount;
import dev.wharf.spi.Probe;
import dev.wharf.spi.Usage;
import dev.wharf.spi.graph.GraphDriver;
import dev.wharf.spi.graph.GraphDriverProvider;
import dev.wharf.spi.graph.LayerId;
import dev.wharf.spi.graph.SnapshotKey;
import dev.wharf.spi.graph.SnapshotRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** Faults with threads, mounts, depth and probes. */
final class BehaviourFaults {
    private BehaviourFaults() {}

    static final class Deaf extends DelegatingDriver {
        Deaf(DriverContext context, GraphDriver right) {
            super(right);
        }

        @Override
        public Usage usage(SnapshotRef ref) {
            boolean interrupted = Thread.interrupted();
            if (interrupted) {
                long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(4);
                while (System.nanoTime() < until) {
                    LockSupport.parkNanos(until - System.nanoTime());
                }
            }
            return right.usage(ref);
        }
    }

    static final class ServesOneThread extends DelegatingDriver {
        private final AtomicBoolean busy = new AtomicBoolean();

        ServesOneThread(DriverContext context, GraphDriver right) {
            super(right);
        }

        @Override
        public void commit(LayerId layer, SnapshotKey key) {
            if (!busy.compareAndSet(false, true)) {
                throw new DriverException(Kind.UNAVAILABLE, "busy");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            right.commit(layer, key);
            busy.set(false);
        }
    }

    static final class WritableViews extends DelegatingDriver {
        WritableViews(DriverContext context, GraphDriver right) {
            super(right);
        }

        @Override
        public List<Mount> view(SnapshotKey key, LayerId parent) {
            right.view(key, parent);
            return mounts(key);
        }

        @Override
        public List<Mount> mounts(SnapshotKey key) {
            return right.mounts(key).stream()
                    .map(each -> Mount.of(each.type(), each.source(), List.of("rbind")))
                    .toList();
        }
    }

    static final class EndsTooSoon extends DelegatingDriver {
        private static final int MOST = 150;

        EndsTooSoon(DriverContext context, GraphDriver right) {
            super(right);
        }

        @Override
        public List<Mount> prepare(SnapshotKey key, Optional<LayerId> parent) {
            if (right.list().size() > MOST && parent.isPresent()) {
                throw new DriverException(Kind.EXHAUSTED, "too many layers below " + key);
            }
            return right.prepare(key, parent);
        }
    }

    /** Leaves a file where it was probed. */
    static final class LeavesItsTrial implements GraphDriverProvider {
        @Override
        public String name() {
            return "plain";
        }

        @Override
        public Probe probe(DriverContext context) {
            try {
                Files.writeString(context.stateFolder().resolve("trial"), "x");
                return Probe.supported();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public GraphDriver open(DriverContext context, Map<String, String> options) {
            return new PlainDriver(context);
        }
    }
}
