package dev.wharf.dns.server;

import dev.wharf.dns.message.Questions;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.Linux;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import org.xbill.DNS.Message;

/** Asks as a process in a namespace does. */
final class Client {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Kernel kernel = Linux.kernel();
    private final Path namespace;

    Client(Path namespace) {
        this.namespace = namespace;
    }

    /** A socket of the namespace that a process binds, to serve names itself. */
    Fd bound(int type, InetSocketAddress address) {
        Fd socket = kernel.networking().socket(namespace, Flags.AF_INET, type, 0);
        kernel.networking().bind(socket, address);
        if (type == Flags.SOCK_STREAM) {
            kernel.networking().listen(socket, 5);
        }
        return socket;
    }

    /** Sends a datagram and forgets it. */
    void send(byte[] bytes, InetSocketAddress to) {
        try (Fd socket = kernel.networking().socket(namespace, Flags.AF_INET, Flags.SOCK_DGRAM, 0)) {
            kernel.networking().sendTo(socket, direct(bytes), to);
        }
    }

    /** How many bytes a socket gets, in time. */
    int received(Fd socket) {
        await(socket);
        ByteBuffer buffer = ByteBuffer.allocateDirect(1000);
        return kernel.descriptors().read(socket, buffer);
    }

    Message askByDatagram(Message question) {
        try (Fd socket = connected(Flags.SOCK_DGRAM)) {
            return ask(socket, question);
        }
    }

    Message ask(Fd socket, Message question) {
        kernel.descriptors().write(socket, direct(question.toWire()));
        return read(socket, 0);
    }

    Message askByStream(Message question) {
        byte[] wire = question.toWire();
        byte[] framed = ByteBuffer.allocate(wire.length + 2)
                .putShort((short) wire.length)
                .put(wire)
                .array();
        try (Fd socket = connected(Flags.SOCK_STREAM)) {
            kernel.descriptors().write(socket, direct(framed));
            return read(socket, 2);
        }
    }

    /** A socket of the namespace that is connected to the name server. */
    Fd connected(int type) {
        Fd socket = kernel.networking().socket(namespace, Flags.AF_INET, type, 0);
        kernel.networking().connect(socket, new InetSocketAddress(TranslatedPort.ADDRESS, 53));
        return socket;
    }

    private Message read(Fd socket, int prefix) {
        await(socket);
        ByteBuffer buffer = ByteBuffer.allocateDirect(4096);
        kernel.descriptors().read(socket, buffer);
        byte[] wire = new byte[buffer.flip().position(prefix).remaining()];
        buffer.get(wire);
        return Questions.message(wire);
    }

    private void await(Fd socket) {
        try (var poller = kernel.poller()) {
            poller.add(socket, Flags.EPOLLIN, events -> {});
            if (poller.await(PATIENCE) == 0) {
                throw new AssertionError("nothing came in time");
            }
        }
    }

    private static ByteBuffer direct(byte[] bytes) {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }
}
