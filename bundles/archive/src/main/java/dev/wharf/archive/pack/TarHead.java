package dev.wharf.archive.pack;

import static java.util.Objects.requireNonNull;

import dev.wharf.linux.FileStatus;
import dev.wharf.linux.Flags;
import java.time.Instant;
import java.util.Map;

/**
 * What the head of an entry says.
 *
 * @param name path inside the archive; that of a folder ends with a slash
 * @param type type flag of ustar
 * @param mode permission bits
 * @param uid owner, not negative
 * @param gid group, not negative
 * @param size bytes of content
 * @param modified time of the last change
 * @param linkName target of a link, else empty
 * @param device number of a device node, else 0
 * @param xattrs extended attributes by name
 */
record TarHead(
        String name,
        char type,
        int mode,
        long uid,
        long gid,
        long size,
        Instant modified,
        String linkName,
        long device,
        Map<String, byte[]> xattrs) {
    /** Checks. */
    TarHead {
        requireNonNull(name, "name");
        requireNonNull(modified, "modified");
        requireNonNull(linkName, "linkName");
        requireNonNull(xattrs, "xattrs");
    }

    /** An entry with the owner, mode and times of a status. */
    static TarHead of(String name, char type, FileStatus status) {
        return new TarHead(
                name,
                type,
                status.permissions(),
                Integer.toUnsignedLong(status.uid()),
                Integer.toUnsignedLong(status.gid()),
                type == '0' ? status.size() : 0,
                status.modified(),
                "",
                isDevice(status) ? status.rdev() : 0,
                Map.of());
    }

    /** An empty file that belongs to root. */
    static TarHead empty(String name, Instant modified) {
        return new TarHead(name, '0', 0, 0, 0, 0, modified, "", 0, Map.of());
    }

    private static boolean isDevice(FileStatus status) {
        return status.type() == Flags.S_IFCHR || status.type() == Flags.S_IFBLK;
    }

    /** The same with a link's target. */
    TarHead withLinkName(String target) {
        return new TarHead(name, type, mode, uid, gid, size, modified, target, device, xattrs);
    }

    /** The same with extended attributes. */
    TarHead withXattrs(Map<String, byte[]> attributes) {
        return new TarHead(name, type, mode, uid, gid, size, modified, linkName, device, attributes);
    }

    /** The same with whole seconds. */
    TarHead withWholeSeconds() {
        Instant seconds = Instant.ofEpochSecond(modified.getEpochSecond());
        return new TarHead(name, type, mode, uid, gid, size, seconds, linkName, device, xattrs);
    }
}
