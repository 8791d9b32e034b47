package dev.wharf.engine.spec;

import dev.wharf.engine.api.EngineException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Absolute paths as texts. */
public final class Paths {
    private Paths() {}

    /** The path without doubled slashes, dots and dot-dots, and without a slash at its end; never leaves the root. */
    public static String clean(String absolute) {
        return of("/" + absolute).normalize().toString();
    }

    /**
     * The path of a text that a client wrote.
     *
     * @throws EngineException InvalidArgument for one that no file can have, such as one with a NUL character
     */
    public static Path of(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new EngineException.InvalidArgument("invalid path: " + e.getReason(), e);
        }
    }

    /** How many elements a path has. */
    static int depth(String path) {
        return Path.of(path).getNameCount();
    }

    /** Whether a path is a folder or something below it. */
    static boolean isWithin(String path, String folder) {
        return path.equals(folder) || path.startsWith(folder.endsWith("/") ? folder : folder + '/');
    }
}
