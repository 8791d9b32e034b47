package dev.wharf.api.http.version;

/** How a call ended, as far as versions differ in telling it. The error mapper has the status numbers. */
public enum Outcome {
    /** As asked: the status and body of the route. */
    DONE,
    /** As asked: status 200 and no body. */
    DONE_WITH_EMPTY_OK,
    /** As asked: status 204 and no body. */
    DONE_WITHOUT_CONTENT,
    /** There was nothing to do: status 304 and no body. */
    NOT_MODIFIED,
    /** Refused because the container does not run: the status of that error, its message as the body. */
    NOT_RUNNING
}
