package dev.wharf.linux.network;

import static java.util.Objects.requireNonNull;

import dev.wharf.linux.FileNames;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * A message to the kernel: struct nlmsghdr, the header of its family, and attributes, each aligned to four bytes;
 * netlink(7). Numbers are in the order of this machine unless a method says otherwise. Belongs to one thread.
 */
public final class NetlinkMessage {
    /** Set in each message of a program. */
    public static final int NLM_F_REQUEST = 1;

    /** The kernel answers with an error number, or 0. */
    public static final int NLM_F_ACK = 4;

    /** The kernel answers with what came to be. */
    public static final int NLM_F_ECHO = 8;

    /** In answers: what was listed changed meanwhile. */
    public static final int NLM_F_DUMP_INTR = 0x10;

    /** Lists all. */
    public static final int NLM_F_DUMP = 0x300;

    /** Changes what is there. */
    public static final int NLM_F_REPLACE = 0x100;

    /** Fails when it is there. */
    public static final int NLM_F_EXCL = 0x200;

    /** Makes what is not there. */
    public static final int NLM_F_CREATE = 0x400;

    /** Adds behind what is there. */
    public static final int NLM_F_APPEND = 0x800;

    /** Bytes of struct nlmsghdr. */
    public static final int HEADER_BYTES = 16;

    private static final int NLA_F_NESTED = 0x8000;
    private static final int ATTRIBUTE_HEADER = 4;
    private static final int MOST_IN_ATTRIBUTE = 0xffff;

    private final String what;
    private final int type;
    private final int flags;
    private ByteBuffer buffer = ByteBuffer.allocate(256).order(ByteOrder.nativeOrder());

    /**
     * Begins a message.
     *
     * @param what it does, for the message of an error, such as {@code add address 10.0.0.1/24 to eth0}
     * @param type of its family
     * @param flags beside {@link #NLM_F_REQUEST}
     */
    public NetlinkMessage(String what, int type, int flags) {
        this.what = requireNonNull(what, "what");
        this.type = type;
        this.flags = flags | NLM_F_REQUEST;
        buffer.position(HEADER_BYTES);
    }

    /** What it does. */
    public String what() {
        return what;
    }

    /** Its type. */
    public int type() {
        return type;
    }

    /** Its flags. */
    public int flags() {
        return flags;
    }

    /** Adds a byte of the family's header. */
    public NetlinkMessage putByte(int value) {
        room(1).put((byte) value);
        return this;
    }

    /** Adds two bytes of the family's header. */
    public NetlinkMessage putShort(int value) {
        room(2).putShort((short) value);
        return this;
    }

    /** Adds two bytes of the family's header, in network order. */
    public NetlinkMessage putShortBigEndian(int value) {
        return putByte(value >> 8).putByte(value);
    }

    /** Adds four bytes of the family's header. */
    public NetlinkMessage putInt(int value) {
        room(4).putInt(value);
        return this;
    }

    /** Adds bytes as they are, then zeros up to the next multiple of four. */
    public NetlinkMessage putBytes(byte[] bytes) {
        room(bytes.length + 3).put(bytes);
        align();
        return this;
    }

    /** Adds an attribute. */
    public NetlinkMessage with(int attribute, byte[] value) {
        header(attribute, value.length);
        return putBytes(value);
    }

    /** Adds an attribute without a value. */
    public NetlinkMessage withFlag(int attribute) {
        header(attribute, 0);
        return this;
    }

    /** Adds an attribute of one byte. */
    public NetlinkMessage withByte(int attribute, int value) {
        header(attribute, 1);
        putByte(value);
        align();
        return this;
    }

    /** Adds an attribute of two bytes. */
    public NetlinkMessage withShort(int attribute, int value) {
        header(attribute, 2);
        putShort(value);
        align();
        return this;
    }

    /** Adds an attribute of two bytes in network order. */
    public NetlinkMessage withShortBigEndian(int attribute, int value) {
        return withShort(attribute, isBigEndian() ? value : Short.reverseBytes((short) value));
    }

    /** Adds an attribute of four bytes. */
    public NetlinkMessage withInt(int attribute, int value) {
        header(attribute, 4);
        return putInt(value);
    }

    /** Adds an attribute of four bytes in network order. */
    public NetlinkMessage withIntBigEndian(int attribute, int value) {
        return withInt(attribute, isBigEndian() ? value : Integer.reverseBytes(value));
    }

    /** Adds an attribute of eight bytes. */
    public NetlinkMessage withLong(int attribute, long value) {
        header(attribute, 8);
        room(8).putLong(value);
        return this;
    }

    /** Adds an attribute of eight bytes in network order. */
    public NetlinkMessage withLongBigEndian(int attribute, long value) {
        return withLong(attribute, isBigEndian() ? value : Long.reverseBytes(value));
    }

    /** Adds a text with its closing NUL. */
    public NetlinkMessage withText(int attribute, String text) {
        byte[] bytes = FileNames.encode(text);
        return with(attribute, Arrays.copyOf(bytes, bytes.length + 1));
    }

    /** Adds an attribute that holds others, with NLA_F_NESTED set. */
    public NetlinkMessage nest(int attribute, Consumer<NetlinkMessage> content) {
        int start = room(ATTRIBUTE_HEADER).position();
        header(attribute | NLA_F_NESTED, 0);
        content.accept(this);
        int length = buffer.position() - start;
        if (length > MOST_IN_ATTRIBUTE) {
            throw new IllegalArgumentException(what + ": attribute " + attribute + " has " + length + " bytes");
        }
        buffer.putShort(start, (short) length);
        return this;
    }

    /** How many bytes it has so far. */
    public int length() {
        return buffer.position();
    }

    /** Its bytes, with the sequence number and the sender's port 0. */
    public byte[] bytes() {
        byte[] bytes = Arrays.copyOf(buffer.array(), length());
        writeHeader(ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()), flags, 0);
        return bytes;
    }

    /** Writes it behind what a buffer of native order has. */
    void writeTo(ByteBuffer target, int moreFlags, int sequence) {
        ByteBuffer place = target.slice().order(ByteOrder.nativeOrder());
        target.put(buffer.array(), 0, length());
        writeHeader(place, flags | moreFlags, sequence);
    }

    private void writeHeader(ByteBuffer place, int allFlags, int sequence) {
        place.putInt(0, length()).putShort(4, (short) type).putShort(6, (short) allFlags);
        place.putInt(8, sequence).putInt(12, 0);
    }

    private void header(int attribute, int valueBytes) {
        if (valueBytes > MOST_IN_ATTRIBUTE - ATTRIBUTE_HEADER) {
            throw new IllegalArgumentException(what + ": attribute " + attribute + " has " + valueBytes + " bytes");
        }
        room(ATTRIBUTE_HEADER).putShort((short) (valueBytes + ATTRIBUTE_HEADER)).putShort((short) attribute);
    }

    private void align() {
        while ((buffer.position() & 3) != 0) {
            putByte(0);
        }
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            int capacity = Math.max(buffer.capacity() * 2, buffer.position() + bytes);
            buffer =
                    ByteBuffer.allocate(capacity).order(ByteOrder.nativeOrder()).put(buffer.flip());
        }
        return buffer;
    }

    private static boolean isBigEndian() {
        return ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;
    }

    @Override
    public String toString() {
        return what;
    }
}
