package dev.wharf.engine.spec;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wharf.engine.api.EngineException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Absolute paths as texts. */
public final class Paths {
    /** NAME_MAX and PATH_MAX of limits.h. */
    private static final int LONGEST_NAME = 255;

    private static final int LONGEST_PATH = 4095;

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
            Path path = Path.of(text);
            refuseLong(path);
            return path;
        } catch (InvalidPathException e) {
            throw new EngineException.InvalidArgument("invalid path: " + e.getReason(), e);
        }
    }

    private static void refuseLong(Path path) {
        boolean tooLong = path.toString().length() > LONGEST_PATH;
        for (Path element : path) {
            tooLong |= element.toString().getBytes(UTF_8).length > LONGEST_NAME;
        }
        if (tooLong) {
            throw new EngineException.InvalidArgument("invalid path: file name too long");
        }
    }

    /** How many elements a path has. */
    public static int depth(String path) {
        return Path.of(path).getNameCount();
    }

    /** Whether a path is a folder or something below it. */
    static boolean isWithin(String path, String folder) {
        return path.equals(folder) || path.startsWith(folder.endsWith("/") ? folder : folder + '/');
    }
}
