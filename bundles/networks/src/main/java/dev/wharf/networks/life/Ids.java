package dev.wharf.networks.life;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Makes ids of 64 hex digits. Thread-safe. */
final class Ids {
    private static final int BYTES = 32;

    private final SecureRandom random = new SecureRandom();

    String next() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
