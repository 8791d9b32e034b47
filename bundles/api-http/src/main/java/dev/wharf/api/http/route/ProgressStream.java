package dev.wharf.api.http.route;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wharf.api.http.version.StreamFormat;
import dev.wharf.api.http.wire.Json;
import dev.wharf.api.http.wire.ProgressObject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The steps of a long operation on images, sent as they happen: as JSON objects, or as the plain text of API 1.0. An
 * error after the first step is a step, too. Used by one thread.
 */
final class ProgressStream {
    /** Sends the head of the answer. */
    @FunctionalInterface
    interface Beginning {
        /**
         * Sends the head.
         *
         * @throws IOException when the client is gone
         */
        OutputStream begin() throws IOException;
    }

    private final Beginning beginning;
    private final UnaryOperator<Object> shape;
    private final StreamFormat format;
    private Optional<OutputStream> body = Optional.empty();

    ProgressStream(Beginning beginning, UnaryOperator<Object> shape, StreamFormat format) {
        this.beginning = beginning;
        this.shape = shape;
        this.format = format;
    }

    /**
     * Sends a step.
     *
     * @throws UncheckedIOException when the client is gone
     */
    void write(ProgressObject step) {
        try {
            if (body.isEmpty()) {
                body = Optional.of(beginning.begin());
            }
            body.get().write(format == StreamFormat.JSON_OBJECTS ? Json.writeLine(shape.apply(step)) : plain(step));
        } catch (IOException e) {
            throw new UncheckedIOException("the client is gone", e);
        }
    }

    /** Whether the head has been sent. */
    boolean hasBegun() {
        return body.isPresent();
    }

    /**
     * Ends the answer. One that is not ended is cut, so that the client sees that it is not complete.
     *
     * @throws IOException when the client is gone
     */
    void end() throws IOException {
        if (body.isPresent()) {
            body.get().close();
        }
    }

    /** A step as API 1.0 told it (docker 0.3.4, utils.go, FormatProgress). */
    private static byte[] plain(ProgressObject step) {
        JsonNode tree = Json.tree(step);
        String text;
        if (tree.has("error")) {
            text = "Error: " + tree.path("error").asText() + "\r\n";
        } else if (tree.has("progress")) {
            text = tree.path("status").asText() + " " + tree.path("progress").asText() + "\r";
        } else {
            text = tree.path("status").asText() + tree.path("stream").asText() + "\r\n";
        }
        return text.getBytes(UTF_8);
    }
}
