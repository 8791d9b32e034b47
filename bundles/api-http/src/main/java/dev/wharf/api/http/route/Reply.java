package dev.wharf.api.http.route;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wharf.api.http.version.ApiVersion;
import dev.wharf.api.http.version.Endpoint;
import dev.wharf.api.http.version.Ladder;
import dev.wharf.api.http.version.Outcome;
import dev.wharf.api.http.version.StreamFormat;
import dev.wharf.api.http.websocket.Handshake;
import dev.wharf.api.http.wire.Json;
import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.OutputSource;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The answer to one request: takes it in the words of the newest version and tells it in those of the client. */
final class Reply {
    private static final Logger LOG = LoggerFactory.getLogger(Reply.class);
    private static final String CONTENT_TYPE = "Content-Type";
    private static final String RAW_STREAM = "application/vnd.docker.raw-stream";
    private static final Map<String, String> JSON = Map.of(CONTENT_TYPE, "application/json");
    private static final Map<String, String> TEXT = Map.of(CONTENT_TYPE, "text/plain; charset=utf-8");
    private static final Map<String, String> ERROR =
            Map.of(CONTENT_TYPE, "text/plain; charset=utf-8", "X-Content-Type-Options", "nosniff");
    private static final byte[] EMPTY = {};

    private final Exchange exchange;
    private final Ladder ladder;
    private final Endpoint endpoint;
    private final ApiVersion asked;
    private boolean hasBegun;

    Reply(Exchange exchange, Ladder ladder, Endpoint endpoint, ApiVersion asked) {
        this.exchange = exchange;
        this.ladder = ladder;
        this.endpoint = endpoint;
        this.asked = asked;
    }

    /** Done, and nothing to say. */
    void done() {
        empty(Statuses.NO_CONTENT);
    }

    /** Done, with an empty body. */
    void doneWithEmptyBody() {
        empty(Statuses.OK);
    }

    /** Done, with an empty body; the headers tell more. */
    void doneWithHeaders(Map<String, String> headers) {
        exchange.answer(Statuses.OK, headers, EMPTY);
    }

    /** Something was made that needs no description. */
    void made() {
        empty(Statuses.CREATED);
    }

    /** Something was made. */
    void made(Object document) {
        document(Statuses.CREATED, document);
    }

    /** A document. */
    void document(Object document) {
        document(Statuses.OK, document);
    }

    /**
     * A document of which the text in the words of the newest version is perhaps known already.
     *
     * @param document made for clients of other versions alone
     * @param text of the newest version, with a line feed at its end
     */
    void document(Supplier<Object> document, Supplier<byte[]> text) {
        if (ladder.reshapes(endpoint, asked) || outcome() != Outcome.DONE) {
            document(document.get());
        } else {
            exchange.answer(Statuses.OK, JSON, text.get());
        }
    }

    /** A plain text. */
    void text(String text) {
        exchange.answer(Statuses.OK, TEXT, text.getBytes(UTF_8));
    }

    /** A document that is not there yet. The client's departure cancels the future; no thread waits. */
    <T> void later(CompletableFuture<T> future, Function<T, Object> document) {
        exchange.onDeparture(() -> future.cancel(true));
        CompletableFuture<T> unused =
                future.whenComplete((value, failure) -> exchange.executor().execute(() -> {
                    if (failure == null) {
                        document(document.apply(value));
                    } else {
                        fail(failure);
                    }
                }));
    }

    /**
     * A stream of documents, each followed by a line feed. Its head is sent at once.
     *
     * @throws IOException when the client is gone
     */
    DocumentStream documents() throws IOException {
        return new DocumentStream(begin(JSON), this::bytes);
    }

    /** The steps of a long operation. Its head is sent with the first step, so that an early error has a status. */
    ProgressStream progress() {
        StreamFormat format = ladder.framing(endpoint, asked, StreamFormat.JSON_OBJECTS);
        return new ProgressStream(() -> begin(format == StreamFormat.JSON_OBJECTS ? JSON : TEXT), this::shape, format);
    }

    /**
     * Bytes that are made while they are sent. An error before the first of them is sent gets its status; after that
     * the connection is cut.
     *
     * @param type of the content
     * @param more headers
     */
    AnswerBody stream(String type, Map<String, String> more) {
        Map<String, String> headers = new LinkedHashMap<>(more);
        headers.put(CONTENT_TYPE, type);
        return new HeldBody(() -> begin(headers), bytes -> exchange.answer(Statuses.OK, headers, bytes));
    }

    /**
     * The output of a container as the body of an answer.
     *
     * @throws IOException when the client is gone
     */
    void output(OutputSource source) throws IOException {
        AnswerBody body = begin(Map.of(CONTENT_TYPE, RAW_STREAM));
        FrameSink sink = FrameSink.into(body, isFramed(source.hasTerminal()));
        exchange.onDeparture(source::close);
        try {
            source.copyTo(sink);
        } catch (EngineException e) {
            sink.say("Error running logs job: " + e.getMessage() + "\n");
        }
        body.close();
    }

    /**
     * A text in place of the output of a container.
     *
     * @throws IOException when the client is gone
     */
    void sayInstead(String text) throws IOException {
        try (AnswerBody body = begin(Map.of(CONTENT_TYPE, RAW_STREAM))) {
            FrameSink.into(body, true).say(text);
        }
    }

    /** Takes the connection out of HTTP, for the bytes of a conversation. */
    void converse(Conversation conversation) {
        takeOver(takeOverHead(), conversation);
    }

    /** Takes the connection out of HTTP, for the frames of a websocket. */
    void converse(Handshake handshake, WebSocketConversation conversation) {
        String head = "HTTP/1.1 " + Statuses.SWITCHING_PROTOCOLS + " Switching Protocols\r\nUpgrade: websocket\r\n"
                + "Connection: Upgrade\r\nSec-WebSocket-Accept: " + handshake.accept() + "\r\n\r\n";
        takeOver(head, conversation);
    }

    /** Whether the output of a process goes in frames. */
    boolean isFramed(boolean hasTerminal) {
        return !hasTerminal && ladder.framing(endpoint, asked, StreamFormat.FRAMED) == StreamFormat.FRAMED;
    }

    /** Tells an error, in a way that fits to what was sent already. */
    void fail(Throwable error) {
        if (hasBegun || error instanceof CancellationException) {
            LOG.debug("an answer ends early", error);
            if (error instanceof EngineException known) {
                logFault(known);
            }
            exchange.abort(error);
        } else if (error instanceof EngineException.NotModified) {
            refuse(Outcome.NOT_MODIFIED, "");
        } else if (error instanceof EngineException.NotRunning) {
            refuse(Outcome.NOT_RUNNING, message(error));
        } else if (error instanceof EngineException known) {
            logFault(known);
            tell(Statuses.of(known), message(known));
        } else {
            LOG.error("{} failed", endpoint, error);
            tell(Statuses.INTERNAL_ERROR, Statuses.genericSentence());
        }
    }

    /** Tells an error by its status. */
    void tell(int status, String message) {
        exchange.answer(status, ERROR, (message + "\n").getBytes(UTF_8));
    }

    /** Tells that something is not allowed, in a JSON text. */
    void forbidden(String message) {
        exchange.answer(Statuses.FORBIDDEN, JSON, Json.write(message));
    }

    private void refuse(Outcome newest, String message) {
        Outcome outcome = ladder.outcome(endpoint, asked, newest);
        int status = Statuses.of(outcome, Statuses.NO_CONTENT);
        if (outcome == Outcome.NOT_RUNNING) {
            tell(status, message);
        } else {
            exchange.answer(status, Map.of(), EMPTY);
        }
    }

    private void empty(int status) {
        exchange.answer(Statuses.of(outcome(), status), Map.of(), EMPTY);
    }

    private void document(int status, Object document) {
        Outcome outcome = outcome();
        if (outcome == Outcome.DONE) {
            exchange.answer(status, JSON, bytes(document));
        } else {
            exchange.answer(Statuses.of(outcome, status), Map.of(), EMPTY);
        }
    }

    private Outcome outcome() {
        return ladder.outcome(endpoint, asked, Outcome.DONE);
    }

    private byte[] bytes(Object document) {
        return Json.write(shape(document));
    }

    private Object shape(Object document) {
        return ladder.reshapes(endpoint, asked) ? ladder.downgrade(endpoint, asked, Json.tree(document)) : document;
    }

    private AnswerBody begin(Map<String, String> headers) throws IOException {
        hasBegun = true;
        return exchange.begin(Statuses.OK, headers);
    }

    private void takeOver(String head, Conversation conversation) {
        hasBegun = true;
        exchange.takeOver(head.getBytes(US_ASCII), conversation);
    }

    private String takeOverHead() {
        String type = "\r\nContent-Type: " + RAW_STREAM + "\r\n";
        return exchange.header("Upgrade").isPresent()
                ? "HTTP/1.1 " + Statuses.SWITCHING_PROTOCOLS + " UPGRADED" + type
                        + "Connection: Upgrade\r\nUpgrade: tcp\r\n\r\n"
                : "HTTP/1.1 " + Statuses.OK + " OK" + type + "\r\n";
    }

    private void logFault(EngineException error) {
        if (error instanceof EngineException.Internal) {
            LOG.error("{} failed", endpoint, error);
        }
    }

    private static String message(Throwable error) {
        String message = error.getMessage();
        return message == null ? "" : message;
    }
}
