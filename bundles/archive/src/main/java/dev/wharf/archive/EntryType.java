package dev.wharf.archive;

/** What an entry of an archive is. */
public enum EntryType {
    /** A regular file with content. */
    FILE,
    /** A folder. */
    FOLDER,
    /** A symbolic link. */
    SYMLINK,
    /** Another name of an earlier entry. */
    HARD_LINK,
    /** A character device. */
    CHARACTER_DEVICE,
    /** A block device. */
    BLOCK_DEVICE,
    /** A named pipe. */
    FIFO
}
