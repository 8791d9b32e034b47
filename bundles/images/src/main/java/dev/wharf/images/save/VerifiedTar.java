package dev.wharf.images.save;

import dev.wharf.engine.api.EngineException.Internal;
import dev.wharf.images.content.Digest;
import dev.wharf.images.layer.HeldLayers;
import dev.wharf.images.layer.TarPipe;
import dev.wharf.linux.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Writes the tar of a layer; it is rebuilt and its digest is taken on a thread of its own meanwhile. */
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
        MessageDigest sha256 = Sha256.digest();
        byte[] buffer = new byte[BUFFER];
        long left = expected.bytes();
        String name = "save " + chain.shortHex();
        try (TarPipe tar = TarPipe.of(name, to -> held.write(chain, new DigestOutputStream(to, sha256)))) {
            int length = tar.read(buffer);
            while (length >= 0 && length <= left) {
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
}
