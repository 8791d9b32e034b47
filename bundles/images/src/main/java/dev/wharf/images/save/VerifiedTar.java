package dev.wharf.images.save;

import dev.wharf.engine.api.EngineException.Internal;
import dev.wharf.images.content.Digest;
import dev.wharf.images.layer.HeldLayers;
import dev.wharf.images.layer.TarPipe;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Writes the tar of a layer and verifies it meanwhile; it is rebuilt on a thread of its own. */
final class VerifiedTar {
    private static final int BUFFER = 256 * 1024;

    private VerifiedTar() {}

    /**
     * Writes a tar, no byte more than it must have.
     *
     * @throws IOException when the stream fails
     * @throws Internal when the layer is not what it was
     */
    static void write(HeldLayers held, Digest chain, OutputStream out) throws IOException {
        HeldLayers.Tar expected = held.tar(chain);
        MessageDigest sha256 = sha256();
        byte[] buffer = new byte[BUFFER];
        long left = expected.bytes();
        try (TarPipe tar = TarPipe.of("save " + chain.shortHex(), to -> held.write(chain, to))) {
            int length = tar.read(buffer);
            while (length >= 0 && length <= left) {
                sha256.update(buffer, 0, length);
                out.write(buffer, 0, length);
                left -= length;
                length = tar.read(buffer);
            }
            if (length >= 0 || left > 0) {
                throw new Internal("layer " + chain + " is not what it was: its tar has another length");
            }
        }
        String found = HexFormat.of().formatHex(sha256.digest());
        if (!found.equals(expected.diff().hex())) {
            throw new Internal("layer " + chain + " is not what it was: its tar has the digest sha256:" + found
                    + " and not " + expected.diff());
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
