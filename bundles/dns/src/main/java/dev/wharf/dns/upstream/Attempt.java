package dev.wharf.dns.upstream;

import dev.wharf.dns.loop.EventLoop;
import dev.wharf.dns.loop.Timer;
import dev.wharf.dns.message.Query;
import dev.wharf.dns.message.Replies;
import dev.wharf.dns.message.ServerReply;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.LinuxException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A question to one server, with a socket of its own, and so with a port that the kernel chose by chance. */
abstract sealed class Attempt permits DatagramAttempt, StreamAttempt {
    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

    final EventLoop loop;
    final byte[] message;
    private final Query query;
    private final int id;
    private final Consumer<Optional<ServerReply>> listener;
    private Optional<Fd> socket = Optional.empty();
    private Optional<Timer> timer = Optional.empty();
    private boolean ended;

    /** Prepares to ask; the listener is called once, with nothing when the server does not answer. */
    Attempt(Forwarder forwarder, Query query, Consumer<Optional<ServerReply>> listener) {
        this.loop = forwarder.loop();
        this.query = query;
        this.id = forwarder.newId();
        this.message = Replies.numbered(query.wire(), id);
        this.listener = listener;
    }

    /** Asks. */
    final void start(InetSocketAddress server) {
        try {
            int family = server.getAddress() instanceof Inet6Address ? Flags.AF_INET6 : Flags.AF_INET;
            Fd opened = loop.sockets().socket(family, type() | Flags.SOCK_NONBLOCK, 0);
            socket = Optional.of(opened);
            timer = Optional.of(loop.after(patience(), this::fail));
            ask(opened, server);
        } catch (LinuxException e) {
            LOG.debug("name server {} cannot be asked", server, e);
            fail();
        }
    }

    abstract int type();

    abstract Duration patience();

    /** Connects, sends, and lets the loop wait. */
    abstract void ask(Fd socket, InetSocketAddress server);

    /** Takes a message of the server; one that is not the answer is passed over. */
    final void received(byte[] wire) {
        ServerReply reply = new ServerReply(wire);
        if (reply.isFor(query, id)) {
            end(Optional.of(reply));
        }
    }

    final void fail() {
        end(Optional.empty());
    }

    private void end(Optional<ServerReply> reply) {
        if (ended) {
            return;
        }
        ended = true;
        timer.ifPresent(Timer::cancel);
        socket.ifPresent(this::close);
        listener.accept(reply);
    }

    private void close(Fd opened) {
        loop.poller().remove(opened);
        opened.close();
    }
}
