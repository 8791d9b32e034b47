package dev.wharf.linux;

import java.time.Instant;

/**
 * What stat(2) tells.
 *
 * @param mode type and permission bits
 * @param uid owner
 * @param gid group
 * @param size bytes
 * @param blocks of 512 bytes
 * @param links how many names it has
 * @param inode number
 * @param device that it lies on
 * @param rdev device that a device node stands for
 * @param modified modification time
 * @param changed time of the last change of the inode
 */
public record FileStatus(
        int mode,
        int uid,
        int gid,
        long size,
        long blocks,
        long links,
        long inode,
        long device,
        long rdev,
        Instant modified,
        Instant changed) {

    /** The type bits of the mode, one of the {@code S_IF} constants of {@link Flags}. */
    public int type() {
        return mode & Flags.S_IFMT;
    }

    /** The permission bits of the mode, with set-user-id, set-group-id and sticky. */
    public int permissions() {
        return mode & 07777;
    }

    /** Whether it is a folder. */
    public boolean isFolder() {
        return type() == Flags.S_IFDIR;
    }

    /** Whether it is a regular file. */
    public boolean isFile() {
        return type() == Flags.S_IFREG;
    }

    /** Whether it is a symbolic link. */
    public boolean isLink() {
        return type() == Flags.S_IFLNK;
    }
}
