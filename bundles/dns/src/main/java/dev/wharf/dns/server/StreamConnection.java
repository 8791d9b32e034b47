package dev.wharf.dns.server;

import dev.wharf.dns.loop.EventLoop;
import dev.wharf.dns.loop.MessageStream;
import dev.wharf.dns.loop.Timer;
import dev.wharf.dns.message.Received;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** A connection of a container. It may ask many things at a time, and gets the replies as they come. Belongs to the loop. */
final class StreamConnection {
    /** A connection that sends nothing and takes nothing for so long, or twice as long, ends. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Questions that wait for their reply; what comes beyond stays in the socket. */
    private static final int MOST_QUESTIONS = 8;

    private static final int MOST_UNSENT = 1 << 17;

    private final EventLoop loop;
    private final Fd socket;
    private final Responder responder;
    private final Consumer<StreamConnection> listener;
    private final MessageStream stream;
    private Timer timer;
    private int questions;
    private boolean isActive;
    private boolean hasEnded;
    private boolean closed;

    StreamConnection(EventLoop loop, Fd socket, Responder responder, Consumer<StreamConnection> listener) {
        this.loop = loop;
        this.socket = socket;
        this.responder = responder;
        this.listener = listener;
        this.stream = new MessageStream(loop, socket, Received.MOST_BYTES);
        this.timer = loop.after(PATIENCE, this::timedOut);
    }

    void open() {
        loop.poller().add(socket, Flags.EPOLLIN, this::ready);
    }

    private void ready(int events) {
        boolean isBroken = (events & (Flags.EPOLLERR | Flags.EPOLLHUP)) != 0
                || ((events & Flags.EPOLLOUT) != 0 && !stream.flush())
                || ((events & Flags.EPOLLIN) != 0 && !read());
        if (isBroken) {
            close();
        } else {
            work();
        }
    }

    private boolean read() {
        isActive = true;
        MessageStream.Reading reading = stream.read();
        hasEnded = reading == MessageStream.Reading.ENDED;
        return reading != MessageStream.Reading.BROKEN;
    }

    private void work() {
        boolean makesSense = true;
        while (makesSense && !closed && hasRoom()) {
            Optional<byte[]> next = stream.next();
            if (next.isEmpty()) {
                break;
            }
            questions++;
            makesSense = responder.take(next.get(), true, this::send);
        }
        if (!makesSense || (hasEnded && questions == 0 && stream.unsentBytes() == 0)) {
            close();
        } else if (!closed) {
            loop.poller().modify(socket, stream.events(!hasEnded && hasRoom()));
        }
    }

    private boolean hasRoom() {
        return questions < MOST_QUESTIONS && stream.unsentBytes() < MOST_UNSENT;
    }

    private void send(byte[] reply) {
        questions--;
        isActive = true;
        if (closed) {
            return;
        }
        if (stream.send(reply)) {
            loop.execute(this::goOn);
        } else {
            close();
        }
    }

    /** Later, so that many questions with an answer at once do not make a deep stack. */
    private void goOn() {
        if (!closed) {
            work();
        }
    }

    private void timedOut() {
        if (!isActive) {
            close();
        } else {
            isActive = false;
            timer = loop.after(PATIENCE, this::timedOut);
        }
    }

    void close() {
        if (closed) {
            return;
        }
        closed = true;
        timer.cancel();
        loop.poller().remove(socket);
        socket.close();
        listener.accept(this);
    }
}
