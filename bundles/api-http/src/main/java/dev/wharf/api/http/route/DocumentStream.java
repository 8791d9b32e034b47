package dev.wharf.api.http.route;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Function;

/** Takes documents that are sent one by one. Closing it ends the answer. */
final class DocumentStream implements AutoCloseable {
    private final OutputStream body;
    private final Function<Object, byte[]> format;

    DocumentStream(OutputStream body, Function<Object, byte[]> format) {
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

    @Override
    public void close() throws IOException {
        body.close();
    }
}
