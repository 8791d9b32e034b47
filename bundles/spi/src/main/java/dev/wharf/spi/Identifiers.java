package dev.wharf.spi;

import java.util.regex.Pattern;

/** The grammar of the ids that become names of folders, cgroups and files. */
public final class Identifiers {
    private static final Pattern SAFE = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,127}");

    private Identifiers() {}

    /**
     * Returns the id when it can be used as the name of a file: 1 to 128 letters, digits and {@code _.-}, beginning
     * with a letter or digit.
     *
     * @throws IllegalArgumentException otherwise
     */
    public static String checked(String kind, String id) {
        if (!SAFE.matcher(id).matches()) {
            throw new IllegalArgumentException("invalid " + kind + ": \"" + id + '"');
        }
        return id;
    }
}
