package dev.wharf.graphdriver.aufs;

import dev.wharf.linux.Errno;
import dev.wharf.linux.LinuxException;
import dev.wharf.snapshots.BackingFileSystem;
import dev.wharf.spi.Probe;
import java.nio.file.Path;

/** Why AUFS does not work on a folder, and what its owner can do about it. */
final class Refusals {
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

    /** The kernel does not know AUFS. The first words are those of Docker 1.9.1, ErrAufsNotSupported. */
    Probe noAufs() {
        return Probe.unsupported(
                "AUFS was not found in /proc/filesystems: the kernel has none; where its distribution has"
                        + " it as a module, load that with \"modprobe aufs\"");
    }

    /** The file system cannot hold branches. */
    Probe unfitFileSystem() {
        return Probe.unsupported("AUFS is not supported over " + backing + " at " + folder
                + "; keep the state on another file system, such as ext4");
    }

    /** What aufs(5) forbids in the path of the table of inode numbers. */
    Probe commaIn(Path runFolder) {
        return Probe.unsupported("AUFS takes no path with a comma, as in " + runFolder);
    }

    /** A call of the trial failed. */
    Probe of(LinuxException e) {
        return Probe.unsupported(
                "AUFS does not work on " + backing + " at " + folder + ": " + advice(e) + " (" + e.getMessage() + ")");
    }

    private static String advice(LinuxException e) {
        return switch (e.errno()) {
            case Errno.ENODEV -> "the kernel has no AUFS";
            case Errno.EROFS -> "the file system is mounted read-only";
            case Errno.ENOSPC, Errno.EDQUOT -> "no space is left";
            case Errno.EPERM, Errno.EACCES -> "mounting needs root with CAP_SYS_ADMIN in the host's user namespace";
            default -> "the kernel's log tells what AUFS did not like";
        };
    }

    /** The trial mount showed what it had to hide, or hid what it had to show. */
    Probe wrongUnion() {
        return Probe.unsupported("AUFS on " + backing + " at " + folder
                + " does not hide what whiteouts and opaque folders of a layer delete");
    }
}
