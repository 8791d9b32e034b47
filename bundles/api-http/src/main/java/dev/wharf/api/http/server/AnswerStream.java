package dev.wharf.api.http.server;

import dev.wharf.api.http.route.AnswerBody;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The body of an answer that has begun. Each write is sent at once. */
final class AnswerStream extends AnswerBody {
    /**
     * What a socket takes at once, about. The JDK copies all that remains of a heap buffer for each attempt to write it,
     * so that larger pieces would be copied several times.
     */
    private static final int MOST_AT_ONCE = 128 * 1024;

    private final Response response;
    private final Callback callback;
    private boolean isClosed;

    AnswerStream(Response response, Callback callback) {
        this.response = response;
        this.callback = callback;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        int size = bytes.remaining();
        int end = bytes.limit();
        while (bytes.position() < end) {
            bytes.limit(bytes.isDirect() ? end : Math.min(end, bytes.position() + MOST_AT_ONCE));
            Content.Sink.write(response, false, bytes);
        }
        return size;
    }

    @Override
    public CompletableFuture<Void> send(ByteBuffer bytes) {
        Callback.Completable sent = new Callback.Completable();
        response.write(false, bytes, sent);
        return sent;
    }

    @Override
    public boolean isOpen() {
        return !isClosed;
    }

    @Override
    public void close() {
        if (!isClosed) {
            isClosed = true;
            response.write(true, ByteBuffer.allocate(0), callback);
        }
    }
}
