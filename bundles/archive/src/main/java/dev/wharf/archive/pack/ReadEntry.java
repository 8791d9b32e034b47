package dev.wharf.archive.pack;

import static java.util.Objects.requireNonNull;

import dev.wharf.linux.Fd;
import dev.wharf.linux.FileStatus;
import java.util.Map;
import java.util.Optional;

/**
 * What was found under a name, all of it of one and the same inode.
 *
 * @param status of it
 * @param isMount whether another file system is mounted there
 * @param linkTarget of a symbolic link, else empty
 * @param xattrs extended attributes by name
 * @param file open for reading, when it is a regular file whose content was not read yet
 * @param content of a small file, or of as much of it as was there
 */
record ReadEntry(
        FileStatus status,
        boolean isMount,
        String linkTarget,
        Map<String, byte[]> xattrs,
        Optional<Fd> file,
        Optional<byte[]> content)
        implements AutoCloseable {
    /** Checks. */
    ReadEntry {
        requireNonNull(status, "status");
        requireNonNull(linkTarget, "linkTarget");
        requireNonNull(xattrs, "xattrs");
        requireNonNull(file, "file");
        requireNonNull(content, "content");
    }

    /** Closes the file. Closing twice is harmless. */
    @Override
    public void close() {
        file.ifPresent(Fd::close);
    }
}
