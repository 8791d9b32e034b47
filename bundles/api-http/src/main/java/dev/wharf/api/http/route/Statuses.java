package dev.wharf.api.http.route;

import dev.wharf.api.http.version.Outcome;
import dev.wharf.engine.api.EngineException;

/** The status of each answer: the only place with numbers. */
public final class Statuses {
    /** The connection is a raw stream from now on. */
    public static final int SWITCHING_PROTOCOLS = 101;
    /** As asked, with a body. */
    public static final int OK = 200;
    /** Something was made. */
    public static final int CREATED = 201;
    /** As asked, without a body. */
    public static final int NO_CONTENT = 204;
    /** The path is written in another way. */
    public static final int MOVED = 301;
    /** There was nothing to do. */
    public static final int NOT_MODIFIED = 304;
    /** The request makes no sense. */
    public static final int BAD_REQUEST = 400;
    /** The request is understood and not allowed. */
    public static final int FORBIDDEN = 403;
    /** No such object or route. */
    public static final int NOT_FOUND = 404;
    /** The state of the object forbids it. */
    public static final int CONFLICT = 409;
    /** A fault of the daemon or its host. */
    public static final int INTERNAL_ERROR = 500;
    /** This engine cannot do it. */
    public static final int NOT_IMPLEMENTED = 501;
    /** Something that is needed is away at present. */
    public static final int UNAVAILABLE = 503;

    private static final String GENERIC = "The daemon failed; its log tells why.";

    private Statuses() {}

    /** The status of a request that the HTTP server refuses: the client's fault, whatever the server calls it. */
    public static int ofRefusal(int status) {
        return status < INTERNAL_ERROR ? status : BAD_REQUEST;
    }

    /** The status of an error. */
    static int of(EngineException error) {
        return Kind.of(error).status;
    }

    /** The status of an outcome. */
    static int of(Outcome outcome, int done) {
        return switch (outcome) {
            case DONE -> done;
            case DONE_WITH_EMPTY_OK -> OK;
            case DONE_WITHOUT_CONTENT -> NO_CONTENT;
            case NOT_MODIFIED -> NOT_MODIFIED;
            case NOT_RUNNING -> CONFLICT;
        };
    }

    /** What a client is told of an error that nobody foresaw. */
    static String genericSentence() {
        return GENERIC;
    }

    /** The kinds of errors, most special first. */
    private enum Kind {
        MISSING(EngineException.NotFound.class, NOT_FOUND),
        CONFLICTING(EngineException.Conflict.class, CONFLICT),
        INVALID(EngineException.InvalidArgument.class, BAD_REQUEST),
        UNCHANGED(EngineException.NotModified.class, NOT_MODIFIED),
        STOPPED(EngineException.NotRunning.class, CONFLICT),
        REFUSED(EngineException.Forbidden.class, FORBIDDEN),
        UNSUPPORTED(EngineException.Unsupported.class, NOT_IMPLEMENTED),
        AWAY(EngineException.Unavailable.class, UNAVAILABLE),
        FAILED(EngineException.Internal.class, INTERNAL_ERROR);

        private final Class<? extends EngineException> type;
        private final int status;

        Kind(Class<? extends EngineException> type, int status) {
            this.type = type;
            this.status = status;
        }

        static Kind of(EngineException error) {
            for (Kind kind : values()) {
                if (kind.type.isInstance(error)) {
                    return kind;
                }
            }
            return FAILED;
        }
    }
}
