package dev.wharf.engine.name;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Makes ids of containers and volumes. Thread-safe. */
public final class Ids {
    /** How many characters of an id people see. */
    public static final int SHORT_LENGTH = 12;

    /** How many characters a full id has. */
    public static final int LENGTH = 64;

    private static final int BYTES = 32;
    private static final Pattern FULL = Pattern.compile("[0-9a-f]{64}");

    private final SecureRandom random = new SecureRandom();

    /**
     * A new id of 64 hex digits. Its short form always holds a letter, because a numeric one would read as a number
     * (Docker 1.9.1, pkg/stringid).
     */
    public String next() {
        byte[] bytes = new byte[BYTES];
        String id;
        do {
            random.nextBytes(bytes);
            id = HexFormat.of().formatHex(bytes);
        } while (isNumeric(shortened(id)));
        return id;
    }

    /** The first 12 characters. */
    public static String shortened(String id) {
        return id.length() <= SHORT_LENGTH ? id : id.substring(0, SHORT_LENGTH);
    }

    /** Whether a text has the form of a full id. */
    public static boolean isFull(String text) {
        return FULL.matcher(text).matches();
    }

    private static boolean isNumeric(String text) {
        return text.chars().allMatch(Character::isDigit);
    }
}
