package dev.wharf.images.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A SHA-256 digest, written {@code sha256:} and 64 hex digits.
 *
 * @param hex 64 lower case hex digits
 */
public record Digest(String hex) {
    private static final String PREFIX = "sha256:";
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
    private static final int SHORT = 12;

    /** Checks the grammar. */
    public Digest {
        if (!HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException("not a SHA-256 digest: \"" + hex + '"');
        }
    }

    /** The digest of bytes. */
    public static Digest of(byte[] content) {
        try {
            return new Digest(HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** Reads {@code sha256:} and 64 hex digits; empty when the text is anything else. */
    public static Optional<Digest> parse(String text) {
        String hex = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : "";
        return HEX.matcher(hex).matches() ? Optional.of(new Digest(hex)) : Optional.empty();
    }

    /**
     * The id of a stack of layers: that of the stack below, and of the layer on top of it (chain id of the OCI image
     * specification). The id of a lowest layer is its own digest.
     *
     * @param below chain id of the stack below; empty for a lowest layer
     * @param diff digest of the uncompressed layer
     */
    public static Digest chain(Optional<Digest> below, Digest diff) {
        return below.map(stack -> of((stack + " " + diff).getBytes(UTF_8))).orElse(diff);
    }

    /** The first 12 digits, as shown to users. */
    public String shortHex() {
        return hex.substring(0, SHORT);
    }

    @Override
    public String toString() {
        return PREFIX + hex;
    }
}
