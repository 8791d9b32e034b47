package dev.wharf.engine.volume;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.name.Ids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Pattern;

/** The folders of local volumes. Thread-safe. */
public final class VolumeFolders {
    /** The name of the driver that they belong to. */
    public static final String DRIVER = "local";

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,254}");

    private final Path root;
    private final Ids ids;

    /**
     * Volumes below a folder, which is made on first use.
     *
     * @param dataRoot of the daemon
     * @param ids names anonymous volumes
     */
    public VolumeFolders(Path dataRoot, Ids ids) {
        root = dataRoot.resolve("volumes");
        this.ids = ids;
    }

    /** A name for an anonymous volume, of 64 hex digits. */
    public String anonymousName() {
        return ids.next();
    }

    /**
     * Checks the name of a volume.
     *
     * @throws EngineException InvalidArgument, with Docker's text
     */
    public static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new EngineException.InvalidArgument(
                    "\"" + name
                            + "\" includes invalid characters for a local volume name, only \"[a-zA-Z0-9][a-zA-Z0-9_.-]\" are allowed");
        }
        return name;
    }

    /** Where the content of a volume lies, whether it is there or not. */
    public Path content(String name) {
        return root.resolve(checked(name)).resolve("_data");
    }

    /**
     * Makes a volume; one that is there stays as it is.
     *
     * @throws EngineException Internal
     */
    public void create(String name) {
        Path content = content(name);
        try {
            if (!Files.isDirectory(content)) {
                Files.createDirectories(content);
                Files.setPosixFilePermissions(content, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        } catch (IOException e) {
            throw new EngineException.Internal("volume " + name + ": " + e.getMessage(), e);
        }
    }

    /**
     * Removes a volume with its content. Removing what is not there succeeds.
     *
     * @throws EngineException Internal
     */
    public void remove(String name) {
        try {
            FolderTree.delete(root.resolve(checked(name)));
        } catch (IOException e) {
            throw new EngineException.Internal("volume " + name + ": " + e.getMessage(), e);
        }
    }
}
