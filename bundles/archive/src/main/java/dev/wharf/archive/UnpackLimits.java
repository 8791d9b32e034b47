package dev.wharf.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How much may come out of a stream.
 *
 * @param maxBytes of the uncompressed tar, with its headers and padding
 */
public record UnpackLimits(long maxBytes) {
    /** Checks that the bound is not negative. */
    public UnpackLimits {
        if (maxBytes < 0) {
            throw new IllegalArgumentException("negative limit: " + maxBytes);
        }
    }

    /** No bound. */
    public static UnpackLimits none() {
        return new UnpackLimits(Long.MAX_VALUE);
    }

    /**
     * Whatever fits on the file system of a folder while a reserve stays free; nothing when less than the reserve is
     * free now.
     *
     * @param reserve bytes
     * @throws IOException when the file system does not tell
     */
    public static UnpackLimits leaving(long reserve, Path folder) throws IOException {
        return new UnpackLimits(Math.max(0, Files.getFileStore(folder).getUsableSpace() - reserve));
    }
}
