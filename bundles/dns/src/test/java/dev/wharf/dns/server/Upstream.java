package dev.wharf.dns.server;

import dev.wharf.dns.message.Questions;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.xbill.DNS.Message;

/** A name server of the world, on a port of this host; as many datagrams and streams as there are threads for. */
final class Upstream implements AutoCloseable {
    private final Function<Message, List<byte[]>> answer;
    private final ServerSocket streams;
    private final DatagramSocket datagrams;
    private final List<Message> asked = new CopyOnWriteArrayList<>();
    private final List<Integer> ports = new CopyOnWriteArrayList<>();

    /** Answers each question with some messages, or none. */
    Upstream(Function<Message, List<byte[]>> answer) throws IOException {
        this.answer = answer;
        this.streams = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.datagrams = new DatagramSocket(address());
        start("upstream datagrams", this::serveDatagrams);
        start("upstream streams", this::serveStreams);
    }

    private static void start(String name, Served served) {
        Thread thread = new Thread(
                () -> {
                    try {
                        served.run();
                    } catch (IOException ignored) {
                        // closed
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    /** What a thread does until its socket is closed. */
    private interface Served {
        void run() throws IOException;
    }

    InetSocketAddress address() {
        return (InetSocketAddress) streams.getLocalSocketAddress();
    }

    List<Message> asked() {
        return asked;
    }

    /** Where the datagrams came from. */
    List<Integer> ports() {
        return ports;
    }

    private void serveDatagrams() throws IOException {
        while (true) {
            DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
            datagrams.receive(packet);
            ports.add(packet.getPort());
            for (byte[] reply : answers(java.util.Arrays.copyOf(packet.getData(), packet.getLength()))) {
                datagrams.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
            }
        }
    }

    private void serveStreams() throws IOException {
        while (true) {
            Socket socket = streams.accept();
            start("upstream stream", () -> serve(socket));
        }
    }

    private void serve(Socket socket) throws IOException {
        try (socket) {
            var in = new DataInputStream(socket.getInputStream());
            var out = new DataOutputStream(socket.getOutputStream());
            for (byte[] reply : answers(in.readNBytes(in.readUnsignedShort()))) {
                out.writeShort(reply.length);
                out.write(reply);
            }
            out.flush();
            in.read();
        }
    }

    private List<byte[]> answers(byte[] wire) {
        Message question = Questions.message(wire);
        asked.add(question);
        return answer.apply(question);
    }

    @Override
    public void close() throws IOException {
        streams.close();
        datagrams.close();
    }
}
