package dev.wharf.archive;

import static java.util.Objects.requireNonNull;

/**
 * What was unpacked.
 *
 * @param digest of the uncompressed tar, {@code sha256:} and 64 hex digits
 * @param tarBytes length of the uncompressed tar
 * @param contentBytes of the regular files in it
 */
public record UnpackedLayer(String digest, long tarBytes, long contentBytes) {
    /** Checks the digest. */
    public UnpackedLayer {
        requireNonNull(digest, "digest");
    }
}
