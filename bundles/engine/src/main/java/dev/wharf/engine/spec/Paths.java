package dev.wharf.engine.spec;

import java.nio.file.Path;

/** Absolute paths as texts. */
public final class Paths {
    private Paths() {}

    /** The path without doubled slashes, dots and dot-dots, and without a slash at its end; never leaves the root. */
    public static String clean(String absolute) {
        return Path.of("/" + absolute).normalize().toString();
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
