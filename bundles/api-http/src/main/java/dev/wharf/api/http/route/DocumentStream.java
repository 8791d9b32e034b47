package dev.wharf.api.http.route;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Function;

/** Takes documents that are sent one by one. */
final class DocumentStream {
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

    /**
     * Ends the answer. One that is not ended is cut, so that the client sees that it is not complete.
     *
     * @throws IOException when the client is gone
     */
    void end() throws IOException {
        body.close();
    }
}
