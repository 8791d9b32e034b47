package dev.wharf.snapshots;

import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.Flags;
import dev.wharf.spi.graph.LayerId;
import dev.wharf.spi.graph.SnapshotInfo;
import dev.wharf.spi.graph.SnapshotInfo.Kind;
import dev.wharf.spi.graph.SnapshotKey;
import dev.wharf.spi.graph.SnapshotRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is found on disk when the driver is opened.
 *
 * @param snapshots that are whole
 * @param broken names that lead to nothing whole; they are reported and left alone
 * @param leftovers folders that belong to no name
 * @param highestNumber of any snapshot or folder
 */
record SnapshotScan(List<Snapshot> snapshots, List<String> broken, List<String> leftovers, long highestNumber) {

    SnapshotScan {
        snapshots = List.copyOf(snapshots);
        broken = List.copyOf(broken);
        leftovers = List.copyOf(leftovers);
    }

    static SnapshotScan of(FileCalls files, Fd state, SnapshotLayout layout) {
        return new Reader(files, state, layout).read();
    }

    /**
     * A name and what its link tells.
     *
     * @param name of the link
     * @param place that it leads to
     * @param isView whether it is that of a view
     */
    private record Named(String name, SnapshotPlace place, boolean isView) {
        SnapshotRef ref() {
            String value = name.substring(name.indexOf('-') + 1);
            return name.startsWith("layer-") ? new LayerId(value) : new SnapshotKey(value);
        }

        Kind kind() {
            if (name.startsWith("layer-")) {
                return Kind.COMMITTED;
            }
            return isView ? Kind.VIEW : Kind.ACTIVE;
        }
    }

    /** Reads names and folders. */
    private static final class Reader {
        private final FileCalls files;
        private final Fd state;
        private final SnapshotLayout layout;
        private final List<Named> named = new ArrayList<>();
        private final List<String> broken = new ArrayList<>();
        private final Map<Long, LayerId> layers = new HashMap<>();

        Reader(FileCalls files, Fd state, SnapshotLayout layout) {
            this.files = files;
            this.state = state;
            this.layout = layout;
        }

        SnapshotScan read() {
            names("names").forEach(this::readName);
            List<Snapshot> whole = new ArrayList<>();
            named.forEach(each -> snapshot(each).ifPresentOrElse(whole::add, () -> broken.add(each.name())));
            return new SnapshotScan(whole, broken, leftovers(), highestNumber());
        }

        private void readName(String name) {
            List<String> link = List.of(files.readlink(state, "names/" + name).split("/"));
            Optional<SnapshotPlace> place = SnapshotPlace.parse(link.get(link.size() - 1));
            if (place.isEmpty()) {
                broken.add(name);
                return;
            }
            var each = new Named(name, place.get(), link.contains("view"));
            named.add(each);
            if (each.ref() instanceof LayerId layer) {
                layers.put(each.place().number(), layer);
            }
        }

        private Optional<Snapshot> snapshot(Named each) {
            SnapshotPlace place = each.place();
            Optional<LayerId> parent = Optional.ofNullable(layers.get(place.parent()));
            boolean isWhole = each.isView() || files.stat(state, place.diff()).isPresent();
            if (!isWhole || parent.isPresent() != place.parent() > 0) {
                return Optional.empty();
            }
            return files.stat(state, "names/" + each.name())
                    .map(link -> new SnapshotInfo(each.ref(), each.kind(), parent, link.modified()))
                    .map(info -> new Snapshot(info, place));
        }

        private List<String> leftovers() {
            Set<String> diffs = named.stream().map(each -> each.place().name()).collect(Collectors.toSet());
            diffs.add(SnapshotPlace.EMPTY.name());
            Set<String> works = named.stream()
                    .filter(each -> each.kind() == Kind.ACTIVE)
                    .map(each -> each.place().name())
                    .collect(Collectors.toSet());
            Stream<String> unknownWorks = layout.workFolders().stream().flatMap(each -> unknown(each, works));
            return Stream.concat(unknown("diff", diffs), unknownWorks).toList();
        }

        private Stream<String> unknown(String folder, Set<String> known) {
            return names(folder).stream().filter(each -> !known.contains(each)).map(each -> folder + "/" + each);
        }

        private long highestNumber() {
            Stream<SnapshotPlace> folders = Stream.concat(Stream.of("diff"), layout.workFolders().stream())
                    .flatMap(each -> names(each).stream())
                    .flatMap(name -> SnapshotPlace.parse(name).stream());
            return Stream.concat(folders, named.stream().map(Named::place))
                    .mapToLong(SnapshotPlace::number)
                    .max()
                    .orElse(0);
        }

        private List<String> names(String folder) {
            try (Fd opened = files.openIn(state, folder, Flags.O_PATH | Flags.O_DIRECTORY, 0)) {
                return files.list(opened);
            }
        }
    }
}
