package dev.wharf.graphdriver.overlay;

import dev.wharf.linux.Errno;
import dev.wharf.linux.LinuxException;
import dev.wharf.snapshots.BackingFileSystem;
import dev.wharf.spi.Probe;
import java.nio.file.Path;

/** Why overlayfs does not work on a folder, and what its owner can do about it. */
final class Refusals {
    private static final String ON_ITSELF =
            "overlayfs cannot keep its layers on overlayfs; keep the state on another file system, such as ext4";

    private final Path folder;
    private final String backing;

    /**
     * Explains for a folder.
     *
     * @param folder the state folder
     */
    Refusals(Path folder) {
        this(folder, BackingFileSystem.of(folder));
    }

    Refusals(Path folder, String backing) {
        this.folder = folder;
        this.backing = backing;
    }

    /** A call of the trial failed. */
    Probe of(LinuxException e) {
        return Probe.unsupported("overlayfs does not work on " + backing + " at " + folder + ": " + advice(e) + " ("
                + e.getMessage() + ")");
    }

    /** On itself overlayfs refuses whiteouts with EPERM and mounts with EINVAL. */
    private String advice(LinuxException e) {
        boolean isOnItself = backing.equals("overlayfs");
        return switch (e.errno()) {
            case Errno.ENODEV -> "the kernel has no overlayfs; load or build the module \"overlay\"";
            case Errno.EROFS -> "the file system is mounted read-only";
            case Errno.ENOSPC, Errno.EDQUOT -> "no space is left";
            case Errno.EPERM, Errno.EACCES -> isOnItself
                    ? ON_ITSELF
                    : "mounting needs root with CAP_SYS_ADMIN in the host's user namespace";
            default -> isOnItself
                    ? ON_ITSELF
                    : "this file system cannot hold its upper layer; keep the state on another one, such as ext4";
        };
    }

    /** A whiteout showed up in a listing. */
    Probe noTypesInListings() {
        return Probe.unsupported("the file system " + backing + " at " + folder
                + " has no d_type, by which overlayfs knows deleted files (xfs: format it with ftype=1)");
    }

    /** An opaque folder was not opaque. */
    Probe noTrustedAttributes() {
        return Probe.unsupported("the file system " + backing + " at " + folder
                + " has no extended attributes trusted.*, by which overlayfs knows replaced folders");
    }
}
