package dev.wharf.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Calls on files. A path is resolved against a folder's descriptor. {@link #openIn} is the safe way to reach a path that
 * somebody else controls: it never leaves the folder, whatever links lie in the way; then name the last element with one
 * of the other calls.
 */
public interface FileCalls {

    /** Opens a path as seen by this process; open(2) with O_CLOEXEC. Flags are those in {@link Flags}. */
    Fd open(String path, int flags, int mode);

    /**
     * Opens a path inside a folder as if the folder were the root; openat2(2) with RESOLVE_IN_ROOT and
     * RESOLVE_NO_MAGICLINKS.
     */
    Fd openIn(Fd folder, String path, int flags, int mode);

    /** As {@link #openIn} for what is there, but throws EXDEV where the path leads over a mount; RESOLVE_NO_XDEV. */
    Fd openInMount(Fd folder, String path, int flags);

    /** Makes a folder; the mode is not changed by the umask. */
    void mkdir(Fd folder, String name, int mode);

    /** Makes a device, FIFO or socket node; the mode holds the type and is not changed by the umask. */
    void mknod(Fd folder, String name, int mode, long device);

    /** Makes a symbolic link. */
    void symlink(String target, Fd folder, String name);

    /** Makes a hard link; does not follow a symbolic link. */
    void link(Fd fromFolder, String from, Fd toFolder, String to);

    /** Removes a name; an empty folder with {@link Flags#AT_REMOVEDIR}. */
    void unlink(Fd folder, String name, int flags);

    /** As {@link #unlink}; what is not there counts as removed. Returns whether it was there. */
    default boolean unlinkIfThere(Fd folder, String name, int flags) {
        try {
            unlink(folder, name, flags);
            return true;
        } catch (LinuxException e) {
            if (e.is(Errno.ENOENT)) {
                return false;
            }
            throw e;
        }
    }

    /** Renames; flags of renameat2(2). */
    void rename(Fd fromFolder, String from, Fd toFolder, String to, int flags);

    /** As the other one, for paths as seen by this process, in which nobody else has a hand. */
    void rename(String from, String to, int flags);

    /** Reads a symbolic link. */
    String readlink(Fd folder, String name);

    /** What is known about a name, without following a symbolic link; an empty name means the folder itself. */
    Optional<FileStatus> stat(Fd folder, String name);

    /** Names and attributes; see {@link AttributeCalls}. */
    AttributeCalls attributes();

    /**
     * Gives the names in a folder part by part, without dot and dot-dot, in the order of the file system: a folder that
     * somebody else fills may be larger than our memory. What comes or goes meanwhile may be missed.
     */
    void list(Fd folder, Consumer<List<String>> parts);

    /** As {@link #list(Fd, Consumer)}, with the type that the folder keeps beside each name. */
    void entries(Fd folder, Consumer<List<FolderEntry>> parts);

    /** As {@link #entries(Fd, Consumer)}, for a folder of bounded size. */
    default List<FolderEntry> entries(Fd folder) {
        List<FolderEntry> entries = new ArrayList<>();
        entries(folder, entries::addAll);
        return entries;
    }

    /** The names in a folder of bounded size, without dot and dot-dot, in the order of the file system. */
    default List<String> list(Fd folder) {
        List<String> names = new ArrayList<>();
        list(folder, names::addAll);
        return names;
    }
}
