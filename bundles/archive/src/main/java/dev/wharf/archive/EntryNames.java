package dev.wharf.archive;

import dev.wharf.linux.FileNames;

/** The grammar of names inside an archive. */
final class EntryNames {
    /** NAME_MAX of Linux, in bytes. */
    private static final int LONGEST_ELEMENT = 255;

    /** PATH_MAX of Linux without the closing NUL, in bytes. */
    private static final int LONGEST_NAME = 4095;

    private static final int MOST_BYTES_PER_CHAR = 3;

    private EntryNames() {}

    /**
     * Drops slashes at both ends, doubled ones and {@code .} elements, and resolves {@code ..} by text, as Go's
     * filepath.Clean does for Docker.
     *
     * @throws ArchiveException when the name leaves the root, holds a NUL or is too long for Linux
     */
    static String clean(String raw) {
        check(raw, LONGEST_NAME, raw);
        if (raw.indexOf('\0') >= 0) {
            throw new ArchiveException("invalid tar header: a name with a NUL");
        }
        StringBuilder clean = new StringBuilder(raw.length());
        for (int start = 0, end; start <= raw.length(); start = end + 1) {
            end = raw.indexOf('/', start);
            end = end < 0 ? raw.length() : end;
            append(clean, raw.substring(start, end), raw);
        }
        return clean.toString();
    }

    /** The last element of a clean name. */
    static String base(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /** All but the last element of a clean name; empty at the root. */
    static String folder(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('/')));
    }

    /** The clean name of something in a folder. */
    static String join(String folder, String base) {
        return folder.isEmpty() ? base : folder + '/' + base;
    }

    private static void append(StringBuilder clean, String element, String raw) {
        switch (element) {
            case "", "." -> {}
            case ".." -> clean.setLength(parentEnd(clean, raw));
            default -> {
                check(element, LONGEST_ELEMENT, raw);
                clean.append(clean.isEmpty() ? "" : "/").append(element);
            }
        }
    }

    private static int parentEnd(StringBuilder clean, String raw) {
        if (clean.isEmpty()) {
            throw new ArchiveException('"' + raw + "\" is outside of the archive's root");
        }
        return Math.max(0, clean.lastIndexOf("/"));
    }

    private static void check(String text, int longest, String raw) {
        if (text.length() * MOST_BYTES_PER_CHAR > longest && FileNames.encode(text).length > longest) {
            throw new ArchiveException("name too long: \"" + raw.substring(0, Math.min(64, raw.length())) + "...\"");
        }
    }
}
