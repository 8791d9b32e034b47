package dev.wharf.itests.torture;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;

/**
 * A call of the API.
 *
 * @param name what it is, for the report
 * @param call method and path
 * @param headers each ended by CR LF
 * @param body may be empty
 * @param good the statuses that mean that it was done
 */
record Request(String name, String call, String headers, byte[] body, Set<Integer> good) {
    private static final Duration USUAL = Duration.ofSeconds(25);
    private static final Duration LONG = Duration.ofMinutes(3);

    /** A call without a body, such as {@code GET /info}. */
    static Request of(String name, String call, Integer... good) {
        return new Request(name, call, "", new byte[0], Set.of(good));
    }

    Request json(String json) {
        return new Request(
                name, call, "Content-Type: application/json\r\n", json.getBytes(StandardCharsets.UTF_8), good);
    }

    Request tar(byte[] tar) {
        return new Request(name, call, "Content-Type: application/x-tar\r\n", tar, good);
    }

    String method() {
        return call.substring(0, call.indexOf(' '));
    }

    String path() {
        return call.substring(call.indexOf(' ') + 1);
    }

    /** Whether it may go on after the daemon has told to try again: a container that was asked to stop stops. */
    boolean goesOn() {
        return name.equals("stop");
    }

    /** Within what time the answer must be there. Waiting for a container takes as long as that runs. */
    Duration limit() {
        return name.equals("wait") ? LONG : USUAL;
    }
}
