package dev.wharf.itests.golden;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The answer to a call.
 *
 * @param status of HTTP; 0 when there was none
 * @param type content type, empty for none
 * @param bytes the body without its framing
 * @param stat what the header of a path says, in base64; empty for none
 */
record Answer(int status, String type, byte[] bytes, String stat) {

    /** An answer about no path. */
    Answer(int status, String type, byte[] bytes) {
        this(status, type, bytes, "");
    }

    String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The header of a path; empty for none. */
    String path() {
        return new String(Base64.getDecoder().decode(stat), StandardCharsets.UTF_8);
    }

    boolean isTar() {
        return type.equals("application/x-tar") || type.equals("application/octet-stream");
    }

    boolean isJson() {
        return type.startsWith("application/json");
    }
}
