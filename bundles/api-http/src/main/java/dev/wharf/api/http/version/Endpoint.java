package dev.wharf.api.http.version;

/** The calls of the Remote API. What a client asks for, apart from the version in which it asks. */
public enum Endpoint {
    /** GET /containers/json. */
    CONTAINER_LIST,
    /** POST /containers/create. */
    CONTAINER_CREATE,
    /** GET /containers/{id}/json. */
    CONTAINER_INSPECT,
    /** GET /containers/{id}/top. */
    CONTAINER_TOP,
    /** GET /containers/{id}/logs. */
    CONTAINER_LOGS,
    /** GET /containers/{id}/changes. */
    CONTAINER_CHANGES,
    /** GET /containers/{id}/export. */
    CONTAINER_EXPORT,
    /** GET /containers/{id}/stats. */
    CONTAINER_STATS,
    /** POST /containers/{id}/resize. */
    CONTAINER_RESIZE,
    /** POST /containers/{id}/start. */
    CONTAINER_START,
    /** POST /containers/{id}/stop. */
    CONTAINER_STOP,
    /** POST /containers/{id}/restart. */
    CONTAINER_RESTART,
    /** POST /containers/{id}/kill. */
    CONTAINER_KILL,
    /** POST /containers/{id}/rename. */
    CONTAINER_RENAME,
    /** POST /containers/{id}/pause. */
    CONTAINER_PAUSE,
    /** POST /containers/{id}/unpause. */
    CONTAINER_UNPAUSE,
    /** POST /containers/{id}/attach. */
    CONTAINER_ATTACH,
    /** GET /containers/{id}/attach/ws. */
    CONTAINER_ATTACH_WEBSOCKET,
    /** POST /containers/{id}/wait. */
    CONTAINER_WAIT,
    /** DELETE /containers/{id}. */
    CONTAINER_DELETE,
    /** POST /containers/{id}/copy. */
    CONTAINER_COPY,
    /** HEAD /containers/{id}/archive. */
    CONTAINER_ARCHIVE_STAT,
    /** GET /containers/{id}/archive. */
    CONTAINER_ARCHIVE_GET,
    /** PUT /containers/{id}/archive. */
    CONTAINER_ARCHIVE_PUT,
    /** POST /containers/{id}/exec. */
    EXEC_CREATE,
    /** POST /exec/{id}/start. */
    EXEC_START,
    /** POST /exec/{id}/resize. */
    EXEC_RESIZE,
    /** GET /exec/{id}/json. */
    EXEC_INSPECT,
    /** GET /images/json. */
    IMAGE_LIST,
    /** GET /images/viz. */
    IMAGE_GRAPH,
    /** POST /images/create: pull and import. */
    IMAGE_CREATE,
    /** POST /images/{name}/insert. */
    IMAGE_INSERT,
    /** GET /images/{name}/json. */
    IMAGE_INSPECT,
    /** GET /images/{name}/history. */
    IMAGE_HISTORY,
    /** POST /images/{name}/push. */
    IMAGE_PUSH,
    /** POST /images/{name}/tag. */
    IMAGE_TAG,
    /** DELETE /images/{name}. */
    IMAGE_DELETE,
    /** GET /images/search. */
    IMAGE_SEARCH,
    /** GET /images/{name}/get and /images/get. */
    IMAGE_SAVE,
    /** POST /images/load. */
    IMAGE_LOAD,
    /** POST /images/getCache. */
    IMAGE_CACHE,
    /** POST /build. */
    BUILD,
    /** GET /auth. */
    AUTH_GET,
    /** POST /auth. */
    AUTH_CHECK,
    /** GET /info. */
    INFO,
    /** GET /version. */
    VERSION,
    /** GET /_ping. */
    PING,
    /** POST /commit. */
    COMMIT,
    /** GET /events. */
    EVENTS,
    /** GET /volumes. */
    VOLUME_LIST,
    /** POST /volumes/create. */
    VOLUME_CREATE,
    /** GET /volumes/{name}. */
    VOLUME_INSPECT,
    /** DELETE /volumes/{name}. */
    VOLUME_DELETE,
    /** GET /networks. */
    NETWORK_LIST,
    /** POST /networks/create. */
    NETWORK_CREATE,
    /** GET /networks/{id}. */
    NETWORK_INSPECT,
    /** DELETE /networks/{id}. */
    NETWORK_DELETE,
    /** POST /networks/{id}/connect. */
    NETWORK_CONNECT,
    /** POST /networks/{id}/disconnect. */
    NETWORK_DISCONNECT,
    /** Wharf's own calls, which are the same in all versions. */
    WHARF,
    /** OPTIONS of any path. */
    OPTIONS
}
