package dev.wharf.graphdriver.overlay;

import dev.wharf.snapshots.Snapshot;
import dev.wharf.snapshots.SnapshotPlace;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.Mount;
import dev.wharf.spi.graph.SnapshotInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes the mounts of snapshots, with paths relative to the state folder to stay within a page of options. */
final class OverlayMounts {
    /** The folder that overlayfs works in. */
    static final String WORK = "work";

    /** As many as Docker 1.9.1 allows an image, graph.MaxImageDepth, and the engine's own layer above it. */
    static final int MOST_LOWERS = 128;

    /** mount(2) takes one page of options, the closing NUL included. */
    private static final int PAGE = 4096;

    private final Path base;
    private final List<String> switchedOff;

    private OverlayMounts(Path base, List<String> switchedOff) {
        this.base = base;
        this.switchedOff = List.copyOf(switchedOff);
    }

    /**
     * Writes mounts for the kernel that runs.
     *
     * @param base the state folder
     * @param parameters where the kernel shows which features of overlayfs it knows
     */
    static OverlayMounts forKernel(Path base, Path parameters) {
        return new OverlayMounts(base, KernelFeatures.switchedOff(parameters));
    }

    /**
     * Refuses a snapshot on so many layers.
     *
     * @throws DriverException EXHAUSTED
     */
    static void checkDepth(List<Snapshot> lowers) {
        if (lowers.size() > MOST_LOWERS) {
            throw new DriverException(
                    Kind.EXHAUSTED, "Cannot create container with more than " + (MOST_LOWERS - 1) + " parents");
        }
    }

    /** The mount of a snapshot on its layers, from the top to the base. */
    List<Mount> of(Snapshot snapshot, List<Snapshot> lowers) {
        boolean writable = snapshot.kind() == SnapshotInfo.Kind.ACTIVE;
        List<String> options = new ArrayList<>();
        options.add("lowerdir=" + lowerdir(lowers, writable));
        if (writable) {
            options.add("upperdir=" + snapshot.place().diff());
            options.add("workdir=" + snapshot.place().in(WORK));
        } else {
            options.add("ro");
        }
        options.addAll(switchedOff);
        checkLength(options);
        return List.of(new Mount("overlay", "overlay", options, Optional.of(base)));
    }

    /** Overlayfs wants one lower folder below a writable one, and two where nothing can be written. */
    private static String lowerdir(List<Snapshot> lowers, boolean writable) {
        List<String> folders =
                lowers.stream().map(each -> each.place().diff()).collect(Collectors.toCollection(ArrayList::new));
        if (folders.size() < (writable ? 1 : 2)) {
            folders.add(SnapshotPlace.EMPTY.diff());
        }
        return String.join(":", folders);
    }

    private static void checkLength(List<String> options) {
        int length = String.join(",", options).length();
        if (length >= PAGE) {
            throw new DriverException(Kind.EXHAUSTED, "the options of the mount take " + length + " bytes");
        }
    }
}
