package dev.wharf.api.http.route;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * A request and the way to answer it, as the HTTP server gives it. Exactly one of {@link #answer}, {@link #begin} and
 * {@link #takeOver} is called, once.
 */
public interface Exchange {
    /** The method, as the client wrote it. */
    String method();

    /** The path as the client wrote it, percent-encoded. */
    String path();

    /** The query as the client wrote it; empty for none. */
    String query();

    /** The first value of a header. */
    Optional<String> header(String name);

    /** Whether a body follows the head, by its length or in chunks. */
    boolean hasBody();

    /** The body; reading blocks. */
    InputStream body();

    /**
     * Limits how long the client may take for the next bytes of the body.
     *
     * @param seconds 0 for no limit
     */
    void limitIdleTime(int seconds);

    /**
     * Answers. Does not block.
     *
     * @param headers beyond those that each answer has
     */
    void answer(int status, Map<String, String> headers, byte[] body);

    /**
     * Sends the head of an answer at once.
     *
     * @return takes the body; each write blocks until the connection has taken the bytes, and closing ends the answer
     * @throws IOException when the client is gone
     */
    AnswerBody begin(int status, Map<String, String> headers) throws IOException;

    /** Cuts the connection, so that the client sees that an answer which has begun is not complete. */
    void abort(Throwable cause);

    /**
     * Takes the connection out of HTTP: sends that head as it is, then lets the conversation use both directions.
     *
     * @param head with its empty line
     */
    void takeOver(byte[] head, Conversation conversation);

    /**
     * Calls a listener when the client leaves while its request is served; the whole body must have been read. Ends
     * with the answer.
     */
    void onDeparture(Runnable listener);

    /** Runs what may block. */
    Executor executor();
}
