package dev.wharf.graphdriver.overlay;

import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.FileStatus;
import dev.wharf.spi.graph.LayerId;
import dev.wharf.spi.graph.SnapshotInfo.Kind;
import dev.wharf.spi.graph.SnapshotKey;
import dev.wharf.spi.graph.SnapshotRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is found on disk when the driver is opened.
 *
 * @param snapshots that are whole
 * @param broken names that lead to nothing whole; they are reported and left alone
 * @param leftovers folders without a name
 * @param highestNumber of any folder
 */
record SnapshotScan(List<Snapshot> snapshots, List<String> broken, List<String> leftovers, long highestNumber) {
    private static final String NUMBER = "[0-9]{1,18}";

    SnapshotScan {
        snapshots = List.copyOf(snapshots);
        broken = List.copyOf(broken);
        leftovers = List.copyOf(leftovers);
    }

    static SnapshotScan of(FileCalls files, Fd names, Fd snapshots) {
        return new Reader(files, names, snapshots).read();
    }

    /** Reads the links. */
    private static final class Reader {
        private final FileCalls files;
        private final Fd names;
        private final Fd snapshots;
        private final Map<String, Long> numbers = new HashMap<>();
        private final Map<Long, LayerId> layers = new HashMap<>();

        Reader(FileCalls files, Fd names, Fd snapshots) {
            this.files = files;
            this.names = names;
            this.snapshots = snapshots;
        }

        SnapshotScan read() {
            files.list(names).forEach(this::readName);
            List<Snapshot> whole = new ArrayList<>();
            List<String> broken = new ArrayList<>();
            numbers.forEach(
                    (name, number) -> snapshot(name, number).ifPresentOrElse(whole::add, () -> broken.add(name)));
            List<String> folders = files.list(snapshots);
            return new SnapshotScan(whole, broken, leftovers(folders), highest(folders));
        }

        private void readName(String name) {
            long number = numberOf(files.readlink(names, name)).orElse(-1L);
            numbers.put(name, number);
            if (ref(name) instanceof LayerId layer) {
                layers.put(number, layer);
            }
        }

        private Optional<Snapshot> snapshot(String name, long number) {
            Optional<FileStatus> folder = files.stat(snapshots, Long.toString(number));
            if (folder.isEmpty()) {
                return Optional.empty();
            }
            boolean hasParent = files.stat(snapshots, number + "/parent").isPresent();
            Optional<LayerId> parent = hasParent ? parent(number) : Optional.empty();
            boolean hasDiff = files.stat(snapshots, number + "/diff").isPresent();
            if (hasParent != parent.isPresent() || !(hasParent || hasDiff)) {
                return Optional.empty();
            }
            FileStatus link = files.stat(names, name).orElseThrow();
            SnapshotRef ref = ref(name);
            return Optional.of(new Snapshot(ref, kind(ref, hasDiff), number, parent, link.modified()));
        }

        private Optional<LayerId> parent(long number) {
            return numberOf(files.readlink(snapshots, number + "/parent")).map(layers::get);
        }

        private List<String> leftovers(List<String> folders) {
            Set<String> named = new HashSet<>(Set.of(Long.toString(SnapshotDisk.EMPTY)));
            numbers.values().forEach(number -> named.add(number.toString()));
            return folders.stream().filter(each -> !named.contains(each)).toList();
        }

        private static long highest(List<String> folders) {
            return folders.stream()
                    .filter(each -> each.matches(NUMBER))
                    .mapToLong(Long::parseLong)
                    .max()
                    .orElse(0);
        }
    }

    private static Kind kind(SnapshotRef ref, boolean hasDiff) {
        if (ref instanceof LayerId) {
            return Kind.COMMITTED;
        }
        return hasDiff ? Kind.ACTIVE : Kind.VIEW;
    }

    private static SnapshotRef ref(String name) {
        String value = name.substring(name.indexOf('-') + 1);
        return name.startsWith("layer-") ? new LayerId(value) : new SnapshotKey(value);
    }

    private static Optional<Long> numberOf(String link) {
        String number = link.substring(link.lastIndexOf('/') + 1);
        return number.matches(NUMBER) ? Optional.of(Long.parseLong(number)) : Optional.empty();
    }
}
