package dev.wharf.spi.testkit.graph;

import dev.wharf.spi.DriverContext;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.Mount;
import dev.wharf.spi.graph.GraphDriver;
import dev.wharf.spi.graph.LayerId;
import dev.wharf.spi.graph.SnapshotInfo;
import dev.wharf.spi.graph.SnapshotKey;
import dev.wharf.spi.graph.SnapshotRef;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Faults in what is there and what is not. */
final class StateFaults {
    private StateFaults() {}

    static final class ClosesOnce extends DelegatingDriver {
        private final AtomicBoolean closed = new AtomicBoolean();

        ClosesOnce(DriverContext context, GraphDriver right) {
            super(right);
        }

        @Override
        public void close() {
            if (!closed.compareAndSet(false, true)) {
                throw new DriverException(Kind.INTERNAL, "closed already");
            }
        }
    }

    static final class Forgetful extends DelegatingDriver {
        Forgetful(DriverContext context, GraphDriver right) {
            super(right);
        }

        /** Closes properly, and so forgets; after a kill all would be there. */
        @Override
        public void close() {
            right.list().stream()
                    .filter(each -> each.kind() == SnapshotInfo.Kind.VIEW)
                    .forEach(each -> right.remove(each.ref()));
        }
    }

    static final class CommitsViews extends DelegatingDriver {
        CommitsViews(DriverContext context, GraphDriver right) {
            super(right);
        }

        @Override
        public void commit(LayerId layer, SnapshotKey key) {
            Optional<SnapshotInfo> view = right.stat(key).filter(each -> each.kind() == SnapshotInfo.Kind.VIEW);
            view.ifPresent(each -> {
                right.remove(key);
                right.prepare(key, each.parent());
            });
            right.commit(layer, key);
        }
    }

    static final class RemovesBelowViews extends DelegatingDriver {
        RemovesBelowViews(DriverContext context, GraphDriver right) {
            super(right);
        }

        @Override
        public void remove(SnapshotRef ref) {
            for (SnapshotInfo each : right.list()) {
                if (each.kind() == SnapshotInfo.Kind.VIEW
                        && each.parent().filter(ref::equals).isPresent()) {
                    right.remove(each.ref());
                }
            }
            right.remove(ref);
        }
    }

    static final class StrictRemoval extends DelegatingDriver {
        StrictRemoval(DriverContext context, GraphDriver right) {
            super(right);
        }

        @Override
        public void remove(SnapshotRef ref) {
            if (right.stat(ref).isEmpty()) {
                throw new DriverException(Kind.NOT_FOUND, "no " + ref);
            }
            right.remove(ref);
        }
    }

    static final class PreparesAnew extends DelegatingDriver {
        PreparesAnew(DriverContext context, GraphDriver right) {
            super(right);
        }

        @Override
        public List<Mount> prepare(SnapshotKey key, Optional<LayerId> parent) {
            boolean isActive = right.stat(key)
                    .filter(each -> each.kind() == SnapshotInfo.Kind.ACTIVE)
                    .isPresent();
            if (isActive && notRacing()) {
                right.remove(key);
            }
            return right.prepare(key, parent);
        }

        /** Threads that race for a key are another test's matter. */
        private static boolean notRacing() {
            return !Thread.currentThread().getName().equals("conformance");
        }
    }

    static final class OverwritesLayers extends DelegatingDriver {
        OverwritesLayers(DriverContext context, GraphDriver right) {
            super(right);
        }

        @Override
        public void commit(LayerId layer, SnapshotKey key) {
            right.remove(layer);
            right.commit(layer, key);
        }
    }

    static final class IgnoresCase extends DelegatingDriver {
        IgnoresCase(DriverContext context, GraphDriver right) {
            super(right);
        }

        @Override
        public void commit(LayerId layer, SnapshotKey key) {
            var folded = new LayerId(layer.value().toLowerCase(Locale.ROOT));
            if (folded.value().equals("abc") && right.stat(folded).isPresent()) {
                right.remove(folded);
                right.commit(folded, key);
            } else {
                right.commit(layer, key);
            }
        }
    }
}
