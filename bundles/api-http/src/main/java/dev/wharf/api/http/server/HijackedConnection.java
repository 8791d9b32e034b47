package dev.wharf.api.http.server;

import dev.wharf.api.http.route.Conversation;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.BufferUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that was taken out of HTTP: raw bytes in both directions, and each direction ends on its own. Bytes
 * that the client sent right behind its request are input.
 */
final class HijackedConnection extends AbstractConnection {
    private static final Logger LOG = LoggerFactory.getLogger(HijackedConnection.class);
    private static final int BUFFER_SIZE = 32 * 1024;

    private final ClientEndPoint endPoint;
    private final Conversation conversation;

    HijackedConnection(ClientEndPoint endPoint, Executor executor, Conversation conversation) {
        super(endPoint, executor);
        this.endPoint = endPoint;
        this.conversation = conversation;
    }

    @Override
    public void onOpen() {
        super.onOpen();
        endPoint.setIdleTimeout(0);
        endPoint.becomeRaw();
        getExecutor().execute(this::speak);
        fillInterested();
    }

    @Override
    public void onFillable() {
        ByteBuffer buffer = BufferUtil.allocate(BUFFER_SIZE);
        try {
            int filled = endPoint.fill(buffer);
            while (filled > 0) {
                pass(buffer);
                BufferUtil.clear(buffer);
                filled = endPoint.fill(buffer);
            }
            if (filled == 0) {
                fillInterested();
            } else {
                conversation.input().close();
            }
        } catch (IOException e) {
            LOG.debug("the input of {} ends", endPoint.getRemoteSocketAddress(), e);
            discardInput();
        }
    }

    @Override
    public boolean onIdleExpired(TimeoutException timeout) {
        return false;
    }

    @Override
    public void onClose(Throwable cause) {
        super.onClose(cause);
        conversation.end();
    }

    private void pass(ByteBuffer buffer) throws IOException {
        conversation.input().write(buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining());
    }

    /** The container takes no more input; its output goes on. */
    private void discardInput() {
        try (OutputStream input = conversation.input()) {
            input.flush();
        } catch (IOException ignored) {
            // it has ended already
        }
    }

    private void speak() {
        try {
            conversation.speak(this::write);
            endPoint.shutdownOutput();
        } catch (IOException e) {
            LOG.debug("the client {} is gone", endPoint.getRemoteSocketAddress(), e);
        } finally {
            endPoint.close();
            conversation.end();
        }
    }

    private void write(ByteBuffer... buffers) throws IOException {
        if (!endPoint.flush(buffers)) {
            try (Blocker.Callback written = Blocker.callback()) {
                endPoint.write(written, buffers);
                written.block();
            }
        }
    }
}
