package dev.wharf.api.http.websocket;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * The opening of a connection. RFC 6455, section 4.2; like Docker it neither looks at Origin nor selects a subprotocol.
 *
 * @param accept proves that the server understood the key of the client
 */
public record Handshake(String accept) {
    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final String VERSION = "13";

    /**
     * Reads the head of a request.
     *
     * @param header finds the value of a header
     * @return empty when the request opens no connection of version 13
     */
    public static Optional<Handshake> of(Function<String, Optional<String>> header) {
        boolean isAsked = header.apply("Upgrade")
                .filter(value -> value.toLowerCase(Locale.ROOT).contains("websocket"))
                .isPresent();
        boolean isKnown =
                header.apply("Sec-WebSocket-Version").map(String::strip).equals(Optional.of(VERSION));
        return header.apply("Sec-WebSocket-Key")
                .map(String::strip)
                .filter(key -> isAsked && isKnown && !key.isEmpty())
                .map(key -> new Handshake(accept(key)));
    }

    private static String accept(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + MAGIC).getBytes(US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
