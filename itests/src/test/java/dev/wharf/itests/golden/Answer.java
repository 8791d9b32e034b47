package dev.wharf.itests.golden;

import java.nio.charset.StandardCharsets;

/**
 * The answer to a call.
 *
 * @param status of HTTP; 0 when there was none
 * @param type content type, empty for none
 * @param bytes the body without its framing
 */
record Answer(int status, String type, byte[] bytes) {

    String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    boolean isJson() {
        return type.startsWith("application/json");
    }
}
