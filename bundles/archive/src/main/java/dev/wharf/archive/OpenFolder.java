package dev.wharf.archive;

import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.FileStatus;

/**
 * A folder of a layer that is being unpacked.
 *
 * @param name as an entry gave it, perhaps through symbolic links
 * @param realName free of symbolic links
 * @param isOfRoot whether what root makes in it belongs to root's group
 * @param fd opened as a path
 */
record OpenFolder(String name, String realName, boolean isOfRoot, Fd fd) {
    private static final int SET_GROUP_ID = 02000;

    /** A folder that was just opened. */
    static OpenFolder of(String name, String realName, Fd fd, FileCalls files) {
        FileStatus status = files.stat(fd, "").orElseThrow();
        boolean isOfRoot = status.gid() == 0 && (status.mode() & SET_GROUP_ID) == 0;
        return new OpenFolder(name, realName, isOfRoot, fd);
    }

    /** Whether a name is that of the folder or of something below it. */
    boolean leadsTo(String other) {
        if (name.isEmpty() || name.equals(other)) {
            return true;
        }
        return other.length() > name.length() && other.charAt(name.length()) == '/' && other.startsWith(name);
    }

    /** The name of something in the folder, free of symbolic links but for the last element. */
    String realNameOf(String base) {
        return EntryNames.join(realName, base);
    }
}
