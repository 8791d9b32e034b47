package dev.wharf.linux.network;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Direct memory for messages, used again and again: to allocate it takes longer than an exchange. */
final class NetlinkBuffers {
    /** More than any datagram of the kernel: a part of a dump has at most 32 KiB. */
    private static final int USUAL_BYTES = 64 * 1024;

    private static final Queue<ByteBuffer> SPARE = new ConcurrentLinkedQueue<>();

    private NetlinkBuffers() {}

    /** An empty buffer of at least so many bytes, in native order. */
    static ByteBuffer take(int bytes) {
        ByteBuffer spare = bytes > USUAL_BYTES ? null : SPARE.poll();
        return spare != null ? spare : allocate(Math.max(bytes, USUAL_BYTES));
    }

    private static ByteBuffer allocate(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    /** Takes a buffer back that nobody uses any more. */
    static void giveBack(ByteBuffer buffer) {
        if (buffer.capacity() == USUAL_BYTES) {
            SPARE.add(buffer.clear());
        }
    }

    /** Adds the messages of a datagram that answer one of those sent last; answers that nobody took earlier are left out. */
    static void parse(ByteBuffer datagram, int first, int count, List<NetlinkReply> replies) {
        int at = 0;
        while (at + NetlinkMessage.HEADER_BYTES <= datagram.limit()) {
            int length = datagram.getInt(at);
            if (length < NetlinkMessage.HEADER_BYTES || at + length > datagram.limit()) {
                return;
            }
            int index = datagram.getInt(at + 8) - first;
            if (index >= 0 && index < count) {
                replies.add(reply(datagram, at, length, index));
            }
            at += (length + 3) & ~3;
        }
    }

    private static NetlinkReply reply(ByteBuffer datagram, int at, int length, int index) {
        byte[] payload = new byte[length - NetlinkMessage.HEADER_BYTES];
        datagram.get(at + NetlinkMessage.HEADER_BYTES, payload);
        int type = datagram.getShort(at + 4) & 0xffff;
        int flags = datagram.getShort(at + 6) & 0xffff;
        return new NetlinkReply(type, flags, index, payload);
    }
}
