package dev.wharf.archive;

import dev.wharf.linux.Fd;

/**
 * A folder of a layer that is being unpacked.
 *
 * @param name as an entry gave it, perhaps through symbolic links
 * @param realName free of symbolic links
 * @param fd opened as a path
 */
record OpenFolder(String name, String realName, Fd fd) {
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
