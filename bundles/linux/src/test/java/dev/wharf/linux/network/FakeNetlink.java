package dev.wharf.linux.network;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.LinuxException;
import dev.wharf.linux.NetworkCalls;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;

/** A kernel that keeps what it is sent, and answers with recorded bytes. */
final class FakeNetlink implements NetworkCalls {
    private static final int SEQUENCE_AT = 8;

    private final Queue<byte[]> answers = new ArrayDeque<>();
    private final List<byte[]> sent = new ArrayList<>();
    private final List<Integer> options = new ArrayList<>();

    /** Queues a datagram: messages in hex digits, with spaces anywhere. */
    FakeNetlink answers(String... messages) {
        answers.add(HexFormat.of().parseHex(String.join("", messages).replaceAll("\\s", "")));
        return this;
    }

    /** A message of the kernel in hex digits. */
    static String message(int type, int flags, int sequence, String payload) {
        int length = NetlinkMessage.HEADER_BYTES + payload.length() / 2;
        ByteBuffer header = ByteBuffer.allocate(NetlinkMessage.HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(length).putShort((short) type).putShort((short) flags).putInt(sequence);
        return HexFormat.of().formatHex(header.array()) + payload;
    }

    /** The acknowledgement of a message. */
    static String acknowledgement(int sequence) {
        return message(NetlinkReply.NLMSG_ERROR, 0x100, sequence, "00".repeat(20));
    }

    /** What was sent, in hex digits, a line for each call. */
    List<String> sent() {
        return sent.stream().map(HexFormat.of()::formatHex).toList();
    }

    /** The sequence number of the first message of a call. */
    int sequence(int call) {
        return ByteBuffer.wrap(sent.get(call)).order(ByteOrder.LITTLE_ENDIAN).getInt(SEQUENCE_AT);
    }

    List<Integer> options() {
        return options;
    }

    @Override
    public void send(Fd socket, ByteBuffer datagram) {
        byte[] bytes = new byte[datagram.remaining()];
        datagram.get(bytes);
        sent.add(bytes);
    }

    @Override
    public int receive(Fd socket, ByteBuffer buffer, int flags) {
        byte[] answer = answers.poll();
        if (answer == null) {
            throw new LinuxException(Errno.EAGAIN, "receive");
        }
        buffer.put(answer, 0, Math.min(answer.length, buffer.remaining()));
        return answer.length;
    }

    @Override
    public void setOption(Fd socket, int level, int option, int value) {
        options.add(option);
    }

    private static AssertionError unexpected() {
        return new AssertionError("netlink needs no such call");
    }

    @Override
    public Fd socket(int domain, int type, int protocol) {
        throw unexpected();
    }

    @Override
    public Fd socket(Path namespace, int domain, int type, int protocol) {
        throw unexpected();
    }

    @Override
    public void bind(Fd socket, InetSocketAddress address) {
        throw unexpected();
    }

    @Override
    public void listen(Fd socket, int backlog) {
        throw unexpected();
    }

    @Override
    public Fd accept(Fd listener) {
        throw unexpected();
    }

    @Override
    public void connect(Fd socket, InetSocketAddress address) {
        throw unexpected();
    }

    @Override
    public InetSocketAddress localAddress(Fd socket) {
        throw unexpected();
    }

    @Override
    public void sendTo(Fd socket, ByteBuffer datagram, InetSocketAddress address) {
        throw unexpected();
    }

    @Override
    public InetSocketAddress receiveFrom(Fd socket, ByteBuffer buffer) {
        throw unexpected();
    }
}
