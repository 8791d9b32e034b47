package dev.wharf.api.http.route;

import dev.wharf.engine.api.EngineException.InvalidArgument;
import java.util.Arrays;
import java.util.Locale;

/**
 * The keys by which a client at a terminal leaves: Ctrl-p and Ctrl-q, unless it names others, such as {@code ctrl-a,d}
 * (API 1.22; moby 20.10, github.com/moby/term, ascii.go).
 */
final class DetachKeys {
    private static final DetachKeys STANDARD = new DetachKeys(new byte[] {0x10, 0x11});
    private static final String CONTROL = "ctrl-";
    private static final String CONTROL_SIGNS = "[\\]^_";
    private static final int FIRST_SIGN = 27;
    private static final byte DELETE = 127;

    private final byte[] keys;

    private DetachKeys(byte[] keys) {
        this.keys = keys;
    }

    /**
     * Reads keys, separated by commas.
     *
     * @param text empty for the standard ones
     * @throws InvalidArgument when there is no such key
     */
    static DetachKeys parse(String text) {
        if (text.isEmpty()) {
            return STANDARD;
        }
        String[] names = Arrays.stream(text.split(",", -1))
                .filter(name -> !name.isEmpty())
                .toArray(String[]::new);
        if (names.length == 0) {
            return STANDARD;
        }
        byte[] keys = new byte[names.length];
        for (int i = 0; i < names.length; i++) {
            keys[i] = key(names[i], text);
        }
        return new DetachKeys(keys);
    }

    int count() {
        return keys.length;
    }

    byte key(int position) {
        return keys[position];
    }

    /** How many keys are typed already when, after the first {@code count}, something else than the next one comes. */
    int typedAfterMiss(int count) {
        for (int kept = count - 1; kept > 0; kept--) {
            if (Arrays.equals(keys, 0, kept, keys, count - kept, count)) {
                return kept;
            }
        }
        return 0;
    }

    private static byte key(String name, String all) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (name.length() == 1 && name.charAt(0) <= DELETE) {
            return (byte) name.charAt(0);
        }
        if (lower.equals("del")) {
            return DELETE;
        }
        if (lower.length() == CONTROL.length() + 1 && lower.startsWith(CONTROL)) {
            char letter = lower.charAt(CONTROL.length());
            int sign = CONTROL_SIGNS.indexOf(letter);
            if (letter >= 'a' && letter <= 'z') {
                return (byte) (letter - 'a' + 1);
            } else if (letter == '@') {
                return 0;
            } else if (sign >= 0) {
                return (byte) (FIRST_SIGN + sign);
            }
        }
        throw new InvalidArgument("Invalid detach keys (" + all + ") provided");
    }
}
