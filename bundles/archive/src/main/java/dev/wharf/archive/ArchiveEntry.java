package dev.wharf.archive;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;

/**
 * The head of an entry.
 *
 * @param name path inside the archive without a leading slash and without empty, {@code .} and {@code ..} elements;
 *     empty for the root itself
 * @param type what it is
 * @param mode permission bits with set-user-id, set-group-id and sticky
 * @param uid owner
 * @param gid group
 * @param size bytes of content, holes included; 0 for all but files
 * @param modified time of the last change
 * @param linkTarget as written in the archive for a symbolic link; cleaned like a name for a hard link; else empty
 * @param device number of a device node, as makedev(3); else 0
 * @param xattrs extended attributes by name
 */
public record ArchiveEntry(
        String name,
        EntryType type,
        int mode,
        int uid,
        int gid,
        long size,
        Instant modified,
        String linkTarget,
        long device,
        Map<String, byte[]> xattrs) {
    /** Checks and copies. */
    public ArchiveEntry {
        requireNonNull(name, "name");
        requireNonNull(type, "type");
        requireNonNull(modified, "modified");
        requireNonNull(linkTarget, "linkTarget");
        xattrs = Map.copyOf(xattrs);
    }

    /** The last element of the name. */
    public String baseName() {
        return EntryNames.base(name);
    }

    /** All but the last element of the name; empty for an entry at the root. */
    public String folderName() {
        return EntryNames.folder(name);
    }
}
