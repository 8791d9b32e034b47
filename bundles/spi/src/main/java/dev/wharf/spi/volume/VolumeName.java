package dev.wharf.spi.volume;

import java.util.regex.Pattern;

/**
 * The name of a volume; usable as a file name.
 *
 * @param value 2 to 255 letters, digits and {@code _.-}, beginning with a letter or digit
 */
public record VolumeName(String value) {
    private static final Pattern GRAMMAR = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{1,254}");

    /** Checks the grammar. */
    public VolumeName {
        if (!GRAMMAR.matcher(value).matches()) {
            throw new IllegalArgumentException("invalid volume name: \"" + value + '"');
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
