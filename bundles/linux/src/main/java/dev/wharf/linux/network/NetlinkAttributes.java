package dev.wharf.linux.network;

import dev.wharf.linux.FileNames;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The attributes of a message of the kernel, in their order. Immutable. */
public final class NetlinkAttributes {
    private static final int TYPE_MASK = 0x3fff;
    private static final int HEADER = 4;

    /**
     * An attribute.
     *
     * @param type without the flags NLA_F_NESTED and NLA_F_NET_BYTEORDER
     * @param value its bytes; not to be changed
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    public record Attribute(int type, byte[] value) {

        /** What it holds, when that is attributes. */
        public NetlinkAttributes nested() {
            return parse(value, 0);
        }
    }

    private final List<Attribute> all;

    private NetlinkAttributes(List<Attribute> all) {
        this.all = all;
    }

    /** The attributes from an offset on. What is cut off is left out. */
    public static NetlinkAttributes parse(byte[] bytes, int offset) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        List<Attribute> all = new ArrayList<>();
        int at = offset;
        while (at + HEADER <= bytes.length) {
            int length = buffer.getShort(at) & 0xffff;
            if (length < HEADER || at + length > bytes.length) {
                break;
            }
            byte[] value = new byte[length - HEADER];
            buffer.get(at + HEADER, value);
            all.add(new Attribute(buffer.getShort(at + 2) & TYPE_MASK, value));
            at += (length + 3) & ~3;
        }
        return new NetlinkAttributes(all);
    }

    /** All of them. */
    public List<Attribute> all() {
        return List.copyOf(all);
    }

    /** Whether there is one of a type. */
    public boolean has(int type) {
        return bytes(type).isPresent();
    }

    /** The value of the first one of a type. */
    public Optional<byte[]> bytes(int type) {
        for (Attribute each : all) {
            if (each.type() == type) {
                return Optional.of(each.value());
            }
        }
        return Optional.empty();
    }

    /** What an attribute holds; nothing where there is none. */
    public NetlinkAttributes nested(int type) {
        return bytes(type).map(value -> parse(value, 0)).orElseGet(() -> new NetlinkAttributes(List.of()));
    }

    /** A text, without its closing NUL. */
    public Optional<String> text(int type) {
        return bytes(type).map(NetlinkAttributes::text);
    }

    /** A number of one, two or four bytes, without a sign where it has less than four. */
    public OptionalInt number(int type) {
        return bytes(type).map(NetlinkAttributes::number).orElseGet(OptionalInt::empty);
    }

    /** A number of four bytes in network order. */
    public OptionalInt numberBigEndian(int type) {
        return bytes(type)
                .filter(value -> value.length == 4)
                .map(value -> OptionalInt.of(ByteBuffer.wrap(value).getInt()))
                .orElseGet(OptionalInt::empty);
    }

    /** A number of eight bytes in network order. */
    public Optional<Long> longBigEndian(int type) {
        return bytes(type).filter(value -> value.length == 8).map(value -> ByteBuffer.wrap(value)
                .getLong());
    }

    private static OptionalInt number(byte[] value) {
        ByteBuffer buffer = ByteBuffer.wrap(value).order(ByteOrder.nativeOrder());
        return switch (value.length) {
            case 1 -> OptionalInt.of(buffer.get() & 0xff);
            case 2 -> OptionalInt.of(buffer.getShort() & 0xffff);
            case 4 -> OptionalInt.of(buffer.getInt());
            default -> OptionalInt.empty();
        };
    }

    private static String text(byte[] value) {
        int length = value.length;
        while (length > 0 && value[length - 1] == 0) {
            length--;
        }
        return FileNames.decode(Arrays.copyOf(value, length));
    }
}
