package dev.wharf.images;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Optional;

/** Recognises a tar without entries: it begins with a block of zeros (POSIX.1-2001, pax, "ustar Interchange Format"). */
final class EmptyTar {
    private static final int BLOCK = 512;

    private EmptyTar() {}

    /** The whole of a tar again, unless it has no entries. */
    static Optional<InputStream> unlessEmpty(InputStream tar) throws IOException {
        byte[] head = tar.readNBytes(BLOCK);
        for (byte each : head) {
            if (each != 0) {
                return Optional.of(new SequenceInputStream(new ByteArrayInputStream(head), tar));
            }
        }
        return Optional.empty();
    }
}
