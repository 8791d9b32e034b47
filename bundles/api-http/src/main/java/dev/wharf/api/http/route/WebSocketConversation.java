package dev.wharf.api.http.route;

import dev.wharf.api.http.websocket.FrameParser;
import dev.wharf.api.http.websocket.Frames;
import dev.wharf.api.http.websocket.WebSocketException;
import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.Attachment;
import dev.wharf.engine.api.container.StreamSink;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client talks with a container over a websocket: output goes as text frames, both streams mixed, a frame for each
 * write; text and binary frames are input. At the end of the container the connection ends with status 1000.
 */
final class WebSocketConversation implements Conversation {
    private static final Logger LOG = LoggerFactory.getLogger(WebSocketConversation.class);
    private static final int NORMAL = 1000;
    private static final int PROTOCOL_ERROR = 1002;
    private static final int FAILED = 1011;
    private static final int MOST_PINGS = 8;

    private final ClientInput client;
    private final Attachment attachment;
    private final FrameInput input = new FrameInput();
    private final Queue<byte[]> pings = new ArrayBlockingQueue<>(MOST_PINGS);
    private final ReentrantLock writing = new ReentrantLock();
    private Optional<Output> output = Optional.empty(); // guarded by writing
    private volatile int status = NORMAL;

    WebSocketConversation(ClientInput client) {
        this.client = client;
        this.attachment = client.attachment();
    }

    @Override
    public void speak(Output to) throws IOException {
        writing.lock();
        try {
            output = Optional.of(to);
        } finally {
            writing.unlock();
        }
        sendPongs();
        copy();
        send(Frames.close(status));
    }

    @Override
    public OutputStream input() {
        return input;
    }

    @Override
    public void end() {
        attachment.close();
    }

    private void copy() throws IOException {
        Utf8Pieces stdout = new Utf8Pieces(this::sendText);
        Utf8Pieces stderr = new Utf8Pieces(this::sendText);
        try {
            attachment.copyTo((stream, bytes) -> (stream == StreamSink.Stream.STDERR ? stderr : stdout).write(bytes));
            stdout.end();
            stderr.end();
        } catch (EngineException e) {
            LOG.warn("the output of a container cannot be sent over a websocket: {}", e.getMessage());
            status = FAILED;
        }
    }

    private void sendText(ByteBuffer text) throws IOException {
        send(Frames.text(text.remaining()), text);
    }

    /** Pongs go out between two frames: whoever has the connection sends them. */
    private void sendPongs() throws IOException {
        while (!pings.isEmpty() && writing.tryLock()) {
            try {
                if (output.isEmpty()) {
                    return;
                }
                for (byte[] ping = pings.poll(); ping != null; ping = pings.poll()) {
                    output.get().write(Frames.pong(ping));
                }
            } finally {
                writing.unlock();
            }
        }
    }

    private void send(ByteBuffer... frame) throws IOException {
        writing.lock();
        try {
            if (output.isPresent()) {
                output.get().write(frame);
            }
        } finally {
            writing.unlock();
        }
        sendPongs();
    }

    /** Takes what comes over the connection; its end without a closing frame is the end of the input. */
    private final class FrameInput extends OutputStream implements FrameParser.Listener {
        private final FrameParser parser = new FrameParser(this);

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                parser.parse(bytes, offset, length);
            } catch (WebSocketException e) {
                status = PROTOCOL_ERROR;
                attachment.close();
                throw e;
            }
        }

        @Override
        public void close() throws IOException {
            client.stream().close();
        }

        @Override
        public void data(byte[] bytes, int offset, int length) throws IOException {
            client.stream().write(bytes, offset, length);
        }

        @Override
        public void ping(byte[] content) throws IOException {
            if (pings.offer(content)) {
                sendPongs();
            }
        }

        @Override
        public void leave() {
            attachment.close();
        }
    }
}
