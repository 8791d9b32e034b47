package dev.wharf.itests.torture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The answer to a call.
 *
 * @param status of HTTP; 0 when the connection broke and nobody knows what was done
 * @param bytes the body
 */
record Reply(int status, byte[] bytes) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int UNAVAILABLE = 503;

    static Reply broken(String why) {
        return new Reply(0, why.getBytes(StandardCharsets.UTF_8));
    }

    boolean isBroken() {
        return status == 0;
    }

    boolean isUnavailable() {
        return status == UNAVAILABLE;
    }

    String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    JsonNode json() {
        try {
            return JSON.readTree(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(text(), e);
        }
    }

    @Override
    public String toString() {
        return status + " " + text().strip();
    }
}
