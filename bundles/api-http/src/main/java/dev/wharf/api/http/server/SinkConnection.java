package dev.wharf.api.http.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.server.Components;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection whose answer has been sent while the client still sends a body that nobody wants. What comes is thrown
 * away until the client stops, or for a while; a connection that was cut at once could destroy the answer on its way
 * (RFC 9112, 9.6).
 */
final class SinkConnection extends AbstractConnection {
    private static final Logger LOG = LoggerFactory.getLogger(SinkConnection.class);
    private static final int BUFFER_SIZE = 64 * 1024;
    private static final int PATIENCE_SECONDS = 5;

    private final ClientEndPoint endPoint;
    private final Scheduler scheduler;

    SinkConnection(ClientEndPoint endPoint, Components components) {
        super(endPoint, components.getExecutor());
        this.endPoint = endPoint;
        this.scheduler = components.getScheduler();
    }

    @Override
    public void onOpen() {
        super.onOpen();
        endPoint.becomeRaw();
        scheduler.schedule(endPoint::close, PATIENCE_SECONDS, TimeUnit.SECONDS);
        fillInterested();
    }

    @Override
    public void onFillable() {
        ByteBuffer buffer = BufferUtil.allocate(BUFFER_SIZE);
        try {
            int filled = endPoint.fill(buffer);
            while (filled > 0) {
                BufferUtil.clear(buffer);
                filled = endPoint.fill(buffer);
            }
            if (filled == 0) {
                fillInterested();
            } else {
                endPoint.close();
            }
        } catch (IOException e) {
            LOG.debug("{} breaks", this, e);
            endPoint.close(e);
        }
    }
}
