package dev.wharf.api.http.server;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.util.Callback;

/**
 * Sends a head that was written by hand: clients expect the words {@code 101 UPGRADED}, and a 200 with neither length
 * nor chunks, after which the connection is a raw stream (Docker 1.9, api/server/router/local/container.go).
 */
final class RawHeadStream extends HttpStream.Wrapper {
    private final ClientEndPoint endPoint;
    private final byte[] head;

    RawHeadStream(HttpStream wrapped, ClientEndPoint endPoint, byte[] head) {
        super(wrapped);
        this.endPoint = endPoint;
        this.head = head;
    }

    @Override
    public void send(
            MetaData.Request request, MetaData.Response response, boolean last, ByteBuffer content, Callback callback) {
        endPoint.write(callback, ByteBuffer.wrap(head));
    }
}
