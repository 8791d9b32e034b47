package dev.wharf.api.http.route;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Takes documents that are sent one by one. */
final class DocumentStream {
    private final AnswerBody body;
    private final Function<Object, byte[]> format;

    DocumentStream(AnswerBody body, Function<Object, byte[]> format) {
        this.body = body;
        this.format = format;
    }

    /**
     * Sends a document at once.
     *
     * @throws IOException when the client is gone
     */
    void write(Object document) throws IOException {
        body.write(format.apply(document));
    }

    /**
     * Sends documents, without blocking; the next ones must wait for the result.
     *
     * @return completes when the connection has taken them, fails when the client is gone
     */
    CompletableFuture<Void> send(List<?> documents) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        documents.forEach(document -> bytes.writeBytes(format.apply(document)));
        return body.send(ByteBuffer.wrap(bytes.toByteArray()));
    }

    /**
     * Ends the answer. One that is not ended is cut, so that the client sees that it is not complete.
     *
     * @throws IOException when the client is gone
     */
    void end() throws IOException {
        body.close();
    }
}
