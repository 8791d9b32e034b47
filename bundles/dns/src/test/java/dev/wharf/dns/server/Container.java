package dev.wharf.dns.server;

import dev.wharf.dns.NameService;
import dev.wharf.dns.Names;
import dev.wharf.dns.message.Questions;
import dev.wharf.dns.upstream.Limits;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Linux;
import dev.wharf.linux.NetworkCalls;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.xbill.DNS.Message;

/** A name server with its clients, in the namespace of the tests, on ports that the kernel chose. */
final class Container implements AutoCloseable {
    private static final int PATIENCE = 5_000;
    private static final int TRIES = 3;
    static final Limits QUICK = new Limits(Duration.ofMillis(150), Duration.ofMillis(300), 4, 6);

    private final NetworkCalls calls = Linux.kernel().networking();
    private final ContainerNameServers servers;
    private final NameService service;
    private InetSocketAddress datagrams = new InetSocketAddress(0);
    private InetSocketAddress streams = datagrams;

    Container(Names names, InetSocketAddress... upstream) {
        this(QUICK, names, upstream);
    }

    Container(Limits limits, Names names, InetSocketAddress... upstream) {
        this.servers = new ContainerNameServers(Linux.kernel(), namespace -> open(), limits);
        this.service = servers.serve(Path.of("/proc/self/ns/net"), names, List.of(upstream));
    }

    private NamespaceSockets open() {
        NamespaceSockets sockets = new NamespaceSockets(bound(Flags.SOCK_DGRAM), bound(Flags.SOCK_STREAM));
        calls.listen(sockets.streams(), NamespaceSockets.BACKLOG);
        datagrams = calls.localAddress(sockets.datagrams());
        streams = calls.localAddress(sockets.streams());
        return sockets;
    }

    private Fd bound(int type) {
        Fd socket = calls.socket(Flags.AF_INET, type | Flags.SOCK_NONBLOCK, 0);
        calls.bind(socket, new InetSocketAddress(TranslatedPort.ADDRESS, 0));
        return socket;
    }

    NameService service() {
        return service;
    }

    /** A socket for datagrams that knows where to send them. */
    DatagramSocket datagramClient() throws IOException {
        DatagramSocket socket = new DatagramSocket();
        socket.setSoTimeout(PATIENCE);
        socket.connect(datagrams);
        return socket;
    }

    /** A connection. */
    Socket streamClient() throws IOException {
        Socket socket = new Socket(streams.getAddress(), streams.getPort());
        socket.setSoTimeout(PATIENCE);
        return socket;
    }

    static void send(DatagramSocket socket, byte[] wire) throws IOException {
        socket.send(new DatagramPacket(wire, wire.length));
    }

    static Message receive(DatagramSocket socket) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
        socket.receive(packet);
        return Questions.message(Arrays.copyOf(packet.getData(), packet.getLength()));
    }

    static void send(Socket socket, byte[] wire) throws IOException {
        var out = new DataOutputStream(socket.getOutputStream());
        out.writeShort(wire.length);
        out.write(wire);
        out.flush();
    }

    static Message receive(Socket socket) throws IOException {
        var in = new DataInputStream(socket.getInputStream());
        return Questions.message(in.readNBytes(in.readUnsignedShort()));
    }

    /** Asks again when nothing comes, as resolvers do: a socket that is full drops datagrams. */
    Message askByDatagram(Message question) throws IOException {
        try (DatagramSocket socket = datagramClient()) {
            for (int i = 1; i < TRIES; i++) {
                send(socket, question.toWire());
                try {
                    return receive(socket);
                } catch (SocketTimeoutException ignored) {
                    // the next try
                }
            }
            send(socket, question.toWire());
            return receive(socket);
        }
    }

    Message askByStream(Message question) throws IOException {
        try (Socket socket = streamClient()) {
            send(socket, question.toWire());
            return receive(socket);
        }
    }

    @Override
    public void close() {
        servers.close();
    }
}
