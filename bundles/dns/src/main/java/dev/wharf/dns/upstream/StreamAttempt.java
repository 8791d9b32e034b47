package dev.wharf.dns.upstream;

import dev.wharf.dns.loop.MessageStream;
import dev.wharf.dns.message.Query;
import dev.wharf.dns.message.Replies;
import dev.wharf.dns.message.ServerReply;
import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.LinuxException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Asks over a connection. */
final class StreamAttempt extends Attempt {
    private final Duration patience;

    StreamAttempt(Forwarder forwarder, Query query, Consumer<Optional<ServerReply>> listener) {
        super(forwarder, query, listener);
        this.patience = forwarder.limits().streamPatience();
    }

    @Override
    int type() {
        return Flags.SOCK_STREAM;
    }

    @Override
    Duration patience() {
        return patience;
    }

    @Override
    void ask(Fd socket, InetSocketAddress server) {
        try {
            loop.sockets().connect(socket, server);
        } catch (LinuxException e) {
            if (!e.is(Errno.EINPROGRESS)) {
                throw e;
            }
        }
        MessageStream stream = new MessageStream(loop, socket, Replies.MOST_BYTES);
        boolean goesOn = stream.send(message);
        loop.poller().add(socket, stream.events(true), events -> ready(socket, stream, events));
        if (!goesOn) {
            fail();
        }
    }

    private void ready(Fd socket, MessageStream stream, int events) {
        boolean isBroken = (events & Flags.EPOLLOUT) != 0 && !stream.flush();
        if (!isBroken && (events & ~Flags.EPOLLOUT) != 0) {
            isBroken = stream.read() != MessageStream.Reading.OPEN;
            stream.next().ifPresent(this::received);
        }
        if (isBroken) {
            fail();
        } else {
            loop.poller().modify(socket, stream.events(true));
        }
    }
}
