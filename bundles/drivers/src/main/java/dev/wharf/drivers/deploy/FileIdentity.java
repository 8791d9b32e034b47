package dev.wharf.drivers.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Tells one content of a file, with its owner and mode, from another, without reading it.
 *
 * @param inode and its disk, of the target of a link
 * @param size in bytes
 * @param modified when it was last written, as far as its owner did not say otherwise
 * @param changed when it, its owner, its mode or its name last changed
 */
record FileIdentity(String inode, long size, FileTime modified, FileTime changed) {
    /**
     * That of a file, or of a link that leads nowhere; empty when there is neither.
     *
     * @throws IOException when that cannot be found out
     */
    static Optional<FileIdentity> of(Path file) throws IOException {
        try {
            return Optional.of(read(file));
        } catch (IOException ignored) { // a link to nowhere or to itself, a folder that nobody may enter
            return ofLink(file);
        }
    }

    private static Optional<FileIdentity> ofLink(Path file) throws IOException {
        try {
            return Optional.of(read(file, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException ignored) {
            return Optional.empty(); // it went away
        }
    }

    /** Whether nobody has written to it for that long. */
    boolean isQuiet(Duration quiet, Instant now) {
        Instant written = modified.toInstant();
        return !written.isAfter(now) && !written.plus(quiet).isAfter(now);
    }

    /** Whether nobody has written to it since; its owner, mode or name may have changed. */
    boolean isOfSameContent(FileIdentity other) {
        return inode.equals(other.inode) && size == other.size && modified.equals(other.modified);
    }

    private static FileIdentity read(Path file, LinkOption... options) throws IOException {
        var basic = Files.readAttributes(file, BasicFileAttributes.class, options);
        var changed = (FileTime) Files.getAttribute(file, "unix:ctime", options);
        return new FileIdentity(String.valueOf(basic.fileKey()), basic.size(), basic.lastModifiedTime(), changed);
    }
}
