package dev.wharf.api.http.route;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The path of a request.
 *
 * @param version the digits and dots of its prefix; empty when it has none
 * @param route the rest
 */
record RequestPath(Optional<String> version, String route) {
    /** Splits a decoded path. A prefix that is no version belongs to the route. */
    static RequestPath of(String path) {
        if (path.startsWith("/v")) {
            int slash = path.indexOf('/', 2);
            if (slash > 2 && isVersion(path, slash)) {
                return new RequestPath(Optional.of(path.substring(2, slash)), path.substring(slash));
            }
        }
        return new RequestPath(Optional.empty(), path);
    }

    /**
     * A path without doubled slashes and dots, as Go's path.Clean makes it, with the trailing slash kept. Docker's
     * router redirected to it (gorilla/mux, cleanPath).
     */
    static String clean(String path) {
        if (!path.contains("//") && !path.contains("/.") && path.startsWith("/")) {
            return path;
        }
        Deque<String> kept = new ArrayDeque<>();
        for (String segment : path.split("/", -1)) {
            switch (segment) {
                case "", "." -> {}
                case ".." -> kept.pollLast();
                default -> kept.addLast(segment);
            }
        }
        String cleaned = "/" + String.join("/", kept);
        return path.endsWith("/") && cleaned.length() > 1 ? cleaned + "/" : cleaned;
    }

    private static boolean isVersion(String path, int end) {
        for (int i = 2; i < end; i++) {
            char character = path.charAt(i);
            if (character != '.' && (character < '0' || character > '9')) {
                return false;
            }
        }
        return true;
    }
}
