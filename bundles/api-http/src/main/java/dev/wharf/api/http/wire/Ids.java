package dev.wharf.api.http.wire;

/** Image ids: the engine's are digests with {@code sha256:}; in the versions that are served they have no prefix. */
final class Ids {
    private static final String PREFIX = "sha256:";

    private Ids() {}

    /** 64 hex digits; an empty id stays empty. */
    static String plain(String id) {
        return id.startsWith(PREFIX) ? id.substring(PREFIX.length()) : id;
    }
}
