package dev.wharf.graphdriver.aufs;

import dev.wharf.snapshots.Snapshot;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.Mount;
import dev.wharf.spi.graph.SnapshotInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Writes the mounts of snapshots: one mount with the topmost branches, and remounts that append the others below. Docker
 * 1.9.1 does the same with absolute paths: daemon/graphdriver/aufs/aufs.go, aufsMount.
 *
 * @param base the state folder, against which branches resolve
 * @param xino the folder for the tables of inode numbers
 * @param dirperm1 whether AUFS knows the option
 * @param mostBranches of one mount
 */
record AufsMounts(Path base, Path xino, boolean dirperm1, int mostBranches) {
    /** mount(2) takes one page of options, the closing NUL included. */
    private static final int PAGE = 4096;

    /** AUFS parses what it is told into one page, 85 options of 48 bytes: fs/aufs/super.c, max_opt. A branch is one. */
    private static final int MOST_AT_ONCE = 64;

    /**
     * Refuses a snapshot with so many branches.
     *
     * @throws DriverException EXHAUSTED
     */
    void checkDepth(SnapshotInfo.Kind kind, List<Snapshot> lowers) {
        int room = kind == SnapshotInfo.Kind.ACTIVE ? mostBranches - 1 : mostBranches;
        if (lowers.size() > room) {
            throw new DriverException(
                    Kind.EXHAUSTED,
                    "AUFS of this kernel lays at most " + mostBranches + " branches over each other: " + lowers.size()
                            + " layers are too many");
        }
    }

    /** The mounts of a snapshot on its layers, from the top to the base. */
    List<Mount> of(Snapshot snapshot, List<Snapshot> lowers) {
        boolean writable = snapshot.kind() == SnapshotInfo.Kind.ACTIVE;
        Stream<String> top = writable ? Stream.of(snapshot.place().diff() + "=rw") : Stream.empty();
        Stream<String> below = lowers.stream().map(each -> each.place().diff() + "=ro+wh");
        var branches = new Branches(Stream.concat(top, below).toList());
        List<String> always = writable ? List.of() : List.of("ro");
        List<Mount> mounts = new ArrayList<>();
        mounts.add(mount(always, first(snapshot, branches)));
        while (!branches.isEmpty()) {
            mounts.add(mount(with(List.of("remount"), always), branches.appended(PAGE - 1)));
        }
        return mounts;
    }

    private Mount mount(List<String> flags, List<String> data) {
        return new Mount("aufs", "none", with(flags, data), Optional.of(base));
    }

    private List<String> first(Snapshot snapshot, Branches branches) {
        List<String> options = settings(snapshot.place().name());
        int room = PAGE - 1 - String.join(",", options).length() - 1;
        return with(List.of(branches.together(room)), options);
    }

    /**
     * Beside the branches. Docker has dio since 1.12; without it open(2) refuses O_DIRECT. We have noplink instead of
     * Docker's auplink(8): a file that a writer parts from its other names stays so, where AUFS would forget about that
     * with the mount. The kernel unlinks the table of inode numbers at once, and refuses a name that is there.
     */
    List<String> settings(String name) {
        List<String> common = List.of("dio", "noplink", "xino=" + xino.resolve(name + ".xino"));
        return dirperm1 ? with(common, List.of("dirperm1")) : common;
    }

    private static List<String> with(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    /** Branches in their order, taken away part by part. */
    private static final class Branches {
        private List<String> rest;

        Branches(List<String> rest) {
            this.rest = rest;
        }

        boolean isEmpty() {
            return rest.isEmpty();
        }

        String together(int room) {
            return "br:" + String.join(":", take("br".length(), 1, room));
        }

        List<String> appended(int room) {
            return take(0, "append:,".length(), room).stream()
                    .map(each -> "append:" + each)
                    .toList();
        }

        private List<String> take(int before, int each, int room) {
            int count = 0;
            for (int length = before; count < Math.min(rest.size(), MOST_AT_ONCE); count++) {
                length += each + rest.get(count).length();
                if (length > room) {
                    break;
                }
            }
            if (count == 0) {
                throw new DriverException(Kind.EXHAUSTED, "the options of the mount leave no room for a branch");
            }
            List<String> taken = rest.subList(0, count);
            rest = rest.subList(count, rest.size());
            return taken;
        }
    }
}
