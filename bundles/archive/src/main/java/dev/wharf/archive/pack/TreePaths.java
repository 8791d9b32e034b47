package dev.wharf.archive.pack;

import dev.wharf.linux.FileNames;
import java.util.Arrays;

/** Paths within a tree: names with slashes between them, empty for the root. */
final class TreePaths {
    private static final char FIRST_SURROGATE = '\ud800';

    private TreePaths() {}

    /** The path of something in a folder. */
    static String join(String folder, String name) {
        return folder.isEmpty() ? name : folder + '/' + name;
    }

    /** All but the last name; empty at the root. */
    static String folder(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    /** The last name. */
    static String base(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Compares by the bytes that Linux has for two paths, as Go compares strings. */
    static int compare(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            char here = one.charAt(i);
            char there = other.charAt(i);
            if (here != there) {
                // Only surrogates have another order as characters than as bytes.
                return here < FIRST_SURROGATE && there < FIRST_SURROGATE ? here - there : compareBytes(one, other);
            }
        }
        return one.length() - other.length();
    }

    private static int compareBytes(String one, String other) {
        return Arrays.compareUnsigned(FileNames.encode(one), FileNames.encode(other));
    }
}
