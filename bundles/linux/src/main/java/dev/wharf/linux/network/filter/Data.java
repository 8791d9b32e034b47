package dev.wharf.linux.network.filter;

import dev.wharf.linux.FileNames;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;

/** Bytes of a key or a value, as the kernel compares them. Immutable. */
public final class Data {
    /** What stands for no value. */
    public static final Data NONE = new Data(new byte[0]);

    private static final int NAME_BYTES = 16;

    private final byte[] bytes;

    private Data(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Copies. */
    public static Data of(byte[] bytes) {
        return new Data(bytes.clone());
    }

    /** An address. */
    public static Data address(InetAddress address) {
        return new Data(address.getAddress());
    }

    /** The name of an interface, up to 15 bytes. */
    public static Data interfaceName(String name) {
        byte[] bytes = FileNames.encode(name);
        if (bytes.length >= NAME_BYTES) {
            throw new IllegalArgumentException("invalid interface name: " + name);
        }
        return new Data(Arrays.copyOf(bytes, NAME_BYTES));
    }

    /** A port. */
    public static Data port(int port) {
        return new Data(new byte[] {(byte) (port >> 8), (byte) port});
    }

    /** One byte, such as a protocol. */
    public static Data number8(int number) {
        return new Data(new byte[] {(byte) number});
    }

    /** Four bytes in the order of this machine, such as a mark. */
    public static Data number32(int number) {
        return new Data(ByteBuffer.allocate(4)
                .order(ByteOrder.nativeOrder())
                .putInt(number)
                .array());
    }

    /** The key or value of several parts; each takes a multiple of four bytes. */
    public static Data join(Data... parts) {
        int length = Arrays.stream(parts).mapToInt(Data::padded).sum();
        ByteBuffer all = ByteBuffer.allocate(length);
        for (Data part : parts) {
            int end = all.position() + part.padded();
            all.put(part.bytes).position(end);
        }
        return new Data(all.array());
    }

    private int padded() {
        return (bytes.length + 3) & ~3;
    }

    /** A part of it. */
    public Data slice(int from, int length) {
        return new Data(Arrays.copyOfRange(bytes, from, from + length));
    }

    /** How many bytes. */
    public int length() {
        return bytes.length;
    }

    /** A copy of its bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Data data && Arrays.equals(bytes, data.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** In hexadecimal. */
    @Override
    public String toString() {
        return "0x" + HexFormat.of().formatHex(bytes);
    }
}
