package dev.wharf.spi.testkit.graph;

import dev.wharf.spi.DriverContext;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.Mount;
import dev.wharf.spi.NamedValue;
import dev.wharf.spi.Usage;
import dev.wharf.spi.graph.GraphDriver;
import dev.wharf.spi.graph.SnapshotInfo;
import dev.wharf.spi.graph.SnapshotKey;
import dev.wharf.spi.graph.SnapshotRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Faults in what the driver tells. */
final class ReportFaults {
    private ReportFaults() {}

    static final class TalksOfNothing extends DelegatingDriver {
        TalksOfNothing(DriverContext context, GraphDriver right) {
            super(right);
        }

        @Override
        public List<NamedValue> details(SnapshotRef ref) {
            return right.stat(ref).isPresent() ? right.details(ref) : List.of();
        }
    }

    static final class CallsViewsActive extends DelegatingDriver {
        CallsViewsActive(DriverContext context, GraphDriver right) {
            super(right);
        }

        @Override
        public Optional<SnapshotInfo> stat(SnapshotRef ref) {
            return right.stat(ref).map(CallsViewsActive::active);
        }

        @Override
        public List<SnapshotInfo> list() {
            return right.list().stream().map(CallsViewsActive::active).toList();
        }

        private static SnapshotInfo active(SnapshotInfo info) {
            return info.kind() == SnapshotInfo.Kind.VIEW
                    ? new SnapshotInfo(info.ref(), SnapshotInfo.Kind.ACTIVE, info.parent(), info.created())
                    : info;
        }
    }

    static final class CountsParents extends DelegatingDriver {
        CountsParents(DriverContext context, GraphDriver right) {
            super(right);
        }

        @Override
        public Usage usage(SnapshotRef ref) {
            Usage own = right.usage(ref);
            Optional<SnapshotInfo> info = right.stat(ref);
            if (info.map(SnapshotInfo::kind)
                    .filter(SnapshotInfo.Kind.VIEW::equals)
                    .isPresent()) {
                return own;
            }
            Usage below = info.flatMap(SnapshotInfo::parent).map(this::usage).orElse(new Usage(0, 0));
            return new Usage(own.bytes() + below.bytes(), own.inodes() + below.inodes());
        }
    }

    static final class CountsNames extends DelegatingDriver {
        CountsNames(DriverContext context, GraphDriver right) {
            super(right);
        }

        @Override
        public Usage usage(SnapshotRef ref) {
            boolean isBase = right.stat(ref).flatMap(SnapshotInfo::parent).isEmpty();
            return isBase ? names(right.writableFolder(ref).path()) : right.usage(ref);
        }

        private static Usage names(Path folder) {
            try (Stream<Path> all = Files.walk(folder)) {
                long[] sizes = all.filter(Files::isRegularFile)
                        .mapToLong(each -> each.toFile().length())
                        .toArray();
                return new Usage(LongStream.of(sizes).sum(), sizes.length + 1);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static final class RepeatsItself extends DelegatingDriver {
        RepeatsItself(DriverContext context, GraphDriver right) {
            super(right);
        }

        @Override
        public List<NamedValue> status() {
            return List.of(new NamedValue("Folder", "a"), new NamedValue("Folder", "b"));
        }
    }

    static final class NamesNothing extends DelegatingDriver {
        NamesNothing(DriverContext context, GraphDriver right) {
            super(right);
        }

        @Override
        public List<Mount> mounts(SnapshotKey key) {
            if (right.stat(key).isEmpty()) {
                throw new DriverException(Kind.NOT_FOUND, "it is not there");
            }
            return right.mounts(key);
        }
    }
}
