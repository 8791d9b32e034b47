package dev.wharf.drivers.deploy;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder whose jars become bundles.
 *
 * @param path of it
 * @param isDropped whether others drop files there; else the distribution has its drivers there
 */
public record WatchedFolder(Path path, boolean isDropped) {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedFolder.class);

    private static final int LOOKS = 3;

    /** Framework property of the folder of the drivers that the distribution brings along; not set where there is none. */
    private static final String DRIVERS_FOLDER = "wharf.drivers-dir";

    /** Makes the path absolute. */
    public WatchedFolder {
        requireNonNull(path, "path");
        path = path.toAbsolutePath().normalize();
    }

    /** The folder of the distribution, as far as the framework was told one, and the deploy folder. */
    public static List<WatchedFolder> of(BundleContext context, Path deployFolder) {
        Stream<WatchedFolder> shipped = Optional.ofNullable(context.getProperty(DRIVERS_FOLDER)).map(Path::of).stream()
                .map(path -> new WatchedFolder(path, false));
        return Stream.concat(shipped, Stream.of(new WatchedFolder(deployFolder, true)))
                .toList();
    }

    /**
     * The jars in it, by name; empty when it cannot be read at present, which says nothing about the jars. One that went away
     * while they were read, perhaps with the whole folder, makes another look necessary.
     */
    Optional<Map<Path, FileIdentity>> jars() {
        Optional<Map<Path, FileIdentity>> found = Optional.empty();
        for (int look = 0; look < LOOKS && found.isEmpty(); look++) {
            found = look();
        }
        return found;
    }

    private Optional<Map<Path, FileIdentity>> look() {
        Map<Path, FileIdentity> found = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path, WatchedFolder::isJar)) {
            for (Path file : files) {
                Optional<FileIdentity> identity = FileIdentity.of(file);
                if (identity.isEmpty()) {
                    return Optional.empty();
                }
                found.put(file, identity.get());
            }
            return Optional.of(found);
        } catch (IOException | DirectoryIteratorException e) {
            LOG.debug("cannot list {}", path, e);
            return Optional.empty();
        }
    }

    private static boolean isJar(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".jar") && !name.startsWith(".");
    }
}
