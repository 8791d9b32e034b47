package dev.wharf.api.http.server;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The body of an answer that has begun. Each write is sent at once. */
final class AnswerStream extends OutputStream {
    private final Response response;
    private final Callback callback;
    private boolean isClosed;

    AnswerStream(Response response, Callback callback) {
        this.response = response;
        this.callback = callback;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length > 0) {
            Content.Sink.write(response, false, ByteBuffer.wrap(bytes, offset, length));
        }
    }

    @Override
    public void close() {
        if (!isClosed) {
            isClosed = true;
            response.write(true, ByteBuffer.allocate(0), callback);
        }
    }
}
