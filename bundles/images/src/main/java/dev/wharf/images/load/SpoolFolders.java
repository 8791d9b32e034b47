package dev.wharf.images.load;

import dev.wharf.engine.api.EngineException.Internal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the private folders that archives are spooled to. They hold plain files only. Thread-safe. */
public final class SpoolFolders {
    private static final Logger LOG = LoggerFactory.getLogger(SpoolFolders.class);
    private static final String PRIVATE = "rwx------";

    private final Path root;

    /**
     * Works below a folder that belongs to this class alone.
     *
     * @param root made at first use, with mode 0700
     */
    public SpoolFolders(Path root) {
        this.root = root;
    }

    /** Removes what a crash left behind. To be called before the first use. */
    public void sweep() {
        try {
            if (Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
                removeBelow(root);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("cannot empty {}: {}", root, e.getMessage());
        }
    }

    /**
     * Makes an empty folder.
     *
     * @throws Internal when the host fails
     */
    public Path make() {
        var permissions = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(PRIVATE));
        try {
            Files.createDirectories(root, permissions);
            return Files.createTempDirectory(root, "load-", permissions);
        } catch (IOException e) {
            throw new Internal("cannot make a folder in " + root + ": " + e.getMessage(), e);
        }
    }

    /** Removes a folder with what is in it; a failure is logged, and the next start tries again. */
    public void remove(Path folder) {
        try {
            removeBelow(folder);
            Files.deleteIfExists(folder);
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("cannot remove {}: {}", folder, e.getMessage());
        }
    }

    private static void removeBelow(Path folder) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    removeBelow(entry);
                }
                Files.delete(entry);
            }
        }
    }
}
