package dev.wharf.graphdriver.aufs;

import java.util.List;

/**
 * What AUFS makes in the root of a writable branch and leaves there: include/uapi/linux/aufs_type.h. It is no part of what
 * a snapshot holds; AUFS hides it, and so do the parts of the engine that read layers.
 */
final class BranchMetadata {
    /** The file that whiteouts are hard links to, and the folders for pseudo links and for what is being deleted. */
    private static final List<String> NAMES = List.of(".wh..wh.aufs", ".wh..wh.plnk", ".wh..wh.orph");

    private BranchMetadata() {}

    /** Whether a path in a branch is such a name or lies below one. */
    static boolean holds(String path) {
        int slash = path.indexOf('/');
        return NAMES.contains(slash < 0 ? path : path.substring(0, slash));
    }

    /** The names in a branch. */
    static List<String> in(String branch) {
        return NAMES.stream().map(each -> branch + "/" + each).toList();
    }
}
