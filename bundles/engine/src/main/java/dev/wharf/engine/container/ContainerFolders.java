package dev.wharf.engine.container;

import dev.wharf.engine.api.DaemonSettings;
import dev.wharf.engine.api.EngineException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The folders of containers below the data root. */
public final class ContainerFolders {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private ContainerFolders() {}

    /** Where the folders of all containers lie. */
    public static Path root(DaemonSettings settings) {
        return settings.dataRoot().resolve("containers");
    }

    /** A container's own folder. */
    public static Path of(DaemonSettings settings, String id) {
        return root(settings).resolve(id);
    }

    /**
     * Makes a container's folder, for root alone.
     *
     * @throws EngineException Internal
     */
    static void create(Path folder) {
        try {
            makeParent(folder);
            Files.createDirectory(folder, OWNER_ONLY);
        } catch (IOException e) {
            throw new EngineException.Internal("container folder " + folder + ": " + e.getMessage(), e);
        }
    }

    private static void makeParent(Path folder) throws IOException {
        Path parent = folder.getParent();
        if (parent == null || Files.isDirectory(parent)) {
            return;
        }
        Files.createDirectories(parent.getParent() == null ? parent : parent.getParent());
        try {
            Files.createDirectory(parent, OWNER_ONLY);
        } catch (FileAlreadyExistsException ignored) {
            // another container made it at the same time
        }
    }
}
