package dev.wharf.api.http.server;

import dev.wharf.api.http.route.Conversation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Components;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that was taken out of HTTP: raw bytes in both directions, and each direction ends on its own. Bytes
 * that the client sent right behind its request are input.
 */
final class HijackedConnection extends AbstractConnection implements Connection.UpgradeTo {
    private static final Logger LOG = LoggerFactory.getLogger(HijackedConnection.class);
    private static final int BUFFER_SIZE = 32 * 1024;
    private static final int LINGER_SECONDS = 2;
    private static final int HANG_UP_SECONDS = 2;

    private final ClientEndPoint endPoint;
    private final Conversation conversation;
    private final Scheduler scheduler;
    private ByteBuffer early = BufferUtil.EMPTY_BUFFER;
    private volatile boolean isInputRefused;
    private volatile Optional<Scheduler.Task> end = Optional.empty();

    HijackedConnection(ClientEndPoint endPoint, Components components, Conversation conversation) {
        super(endPoint, components.getExecutor());
        this.scheduler = components.getScheduler();
        this.endPoint = endPoint;
        this.conversation = conversation;
    }

    /** What the parser of the HTTP server has read beyond a body in chunks. */
    @Override
    public void onUpgradeTo(ByteBuffer read) {
        early = ByteBuffer.wrap(BufferUtil.toArray(read));
    }

    @Override
    public void onOpen() {
        super.onOpen();
        endPoint.setIdleTimeout(0);
        endPoint.becomeRaw();
        ServerThreads.blocking(getExecutor()).execute(this::speak);
        if (BufferUtil.hasContent(early)) {
            ServerThreads.blocking(getExecutor()).execute(this::passEarly);
        } else {
            fillInterested();
        }
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
                endInput();
            }
        } catch (IOException e) {
            LOG.debug("{} breaks", this, e);
            endPoint.close(e);
        }
    }

    @Override
    public boolean onIdleExpired(TimeoutException timeout) {
        return false;
    }

    @Override
    public void onClose(Throwable cause) {
        super.onClose(cause);
        end.ifPresent(Scheduler.Task::cancel);
        conversation.end();
    }

    private void passEarly() {
        pass(early);
        fillInterested();
    }

    /** What a container does not take any more is thrown away: unread, it could destroy output on its way. */
    private void pass(ByteBuffer buffer) {
        if (!isInputRefused) {
            try {
                conversation
                        .input()
                        .write(buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining());
            } catch (IOException e) {
                LOG.debug("the input of {} ends", this, e);
                isInputRefused = true;
            }
        }
    }

    private void endInput() {
        try {
            conversation.input().close();
        } catch (IOException e) {
            LOG.debug("the input of {} has ended before", this, e);
        }
        awaitHangUp();
    }

    /** A client that ended its input waits for the output, unless it is gone. */
    private void awaitHangUp() {
        if (endPoint.isOpen()) {
            if (HangUp.of(endPoint.getChannel())) {
                endPoint.close();
            } else {
                scheduler.schedule(this::awaitHangUp, HANG_UP_SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    private void speak() {
        try {
            conversation.speak(this::write);
            linger();
        } catch (IOException e) {
            LOG.debug("the client of {} is gone", this, e);
            endPoint.close(e);
        } finally {
            conversation.end();
        }
    }

    /** The client sees the end of the output now; the connection ends when it has seen it, or after a while. */
    private void linger() {
        isInputRefused = true;
        endPoint.shutdownOutput();
        if (endPoint.isOpen()) {
            end = Optional.of(scheduler.schedule(endPoint::close, LINGER_SECONDS, TimeUnit.SECONDS));
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
