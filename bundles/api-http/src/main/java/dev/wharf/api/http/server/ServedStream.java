package dev.wharf.api.http.server;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;

/**
 * Puts the connection back as it was when a request has been served. A body that nobody read does not cut the
 * connection, which could destroy the answer on its way: it is thrown away for a while, then the connection ends.
 */
final class ServedStream extends HttpStream.Wrapper {
    private final Request request;
    private final ClientEndPoint endPoint;
    private boolean isBodyUnread;
    private volatile boolean isAnswered;

    ServedStream(HttpStream wrapped, Request request, ClientEndPoint endPoint) {
        super(wrapped);
        this.request = request;
        this.endPoint = endPoint;
    }

    /** Whether the body has been read, or its rest has come and can go; it cannot be read after this call. */
    boolean isBodyRead() {
        isBodyUnread = consumeAvailable() != null;
        return !isBodyUnread;
    }

    @Override
    public void send(
            MetaData.Request head, MetaData.Response response, boolean last, ByteBuffer content, Callback callback) {
        Callback sent = last ? Callback.from(() -> isAnswered = true, callback) : callback;
        super.send(head, response, last, content, sent);
    }

    @Override
    public void succeeded() {
        restore();
        super.succeeded();
    }

    @Override
    public void failed(Throwable failure) {
        restore();
        if (isBodyUnread && isAnswered) {
            request.setAttribute(UPGRADE_CONNECTION_ATTRIBUTE, new SinkConnection(endPoint, request.getComponents()));
            super.succeeded();
        } else {
            super.failed(failure);
        }
    }

    private void restore() {
        endPoint.watch().stop();
        endPoint.expectHead();
        endPoint.setIdleTimeout(HttpServer.IDLE_MILLIS);
    }
}
