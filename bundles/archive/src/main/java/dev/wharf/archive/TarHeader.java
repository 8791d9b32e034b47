package dev.wharf.archive;

import dev.wharf.linux.FileNames;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One block of 512 bytes that describes an entry. The fields are those of POSIX ustar, with the additions of GNU tar that
 * its manual lists under "Basic Tar Format".
 */
final class TarHeader {
    /** Length of a block. */
    static final int BLOCK = 512;

    private static final int CHECKSUM = 148;
    private static final int CHECKSUM_END = 156;
    private static final int STAR_PREFIX_END = 476;
    private static final int PREFIX_END = 500;

    private final byte[] block;

    /** Reads a block without keeping it: the block must not change while the header is in use. */
    TarHeader(byte[] block) {
        this.block = block;
    }

    /** Whether all bytes are zero: a mark of the archive's end. */
    boolean isZero() {
        for (byte each : block) {
            if (each != 0) {
                return false;
            }
        }
        return true;
    }

    /** Checks the sum of all bytes; old writers summed signed ones. */
    TarHeader checked() {
        long unsigned = 0;
        long signed = 0;
        for (int i = 0; i < BLOCK; i++) {
            byte each = i >= CHECKSUM && i < CHECKSUM_END ? (byte) ' ' : block[i];
            unsigned += each & 0xff;
            signed += each;
        }
        long stated = number(CHECKSUM, 8, "checksum");
        if (stated != unsigned && stated != signed) {
            throw broken("checksum");
        }
        return this;
    }

    /** The type flag. */
    char type() {
        return (char) (block[156] & 0xff);
    }

    /** The name, with the prefix that ustar keeps apart. */
    String name() {
        String name = text(0, 100);
        if (!isUstar()) {
            return name;
        }
        // Star keeps times behind a shorter prefix, and signs at the end of the block.
        boolean star = "tar\0".equals(new String(block, 508, 4, StandardCharsets.ISO_8859_1));
        String prefix = text(345, (star ? STAR_PREFIX_END : PREFIX_END) - 345);
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    /** The target of a link. */
    String linkName() {
        return text(157, 100);
    }

    /** Permission bits. */
    int mode() {
        return (int) (number(100, 8, "mode") & 07777);
    }

    /** Owner. */
    long uid() {
        return number(108, 8, "uid");
    }

    /** Group. */
    long gid() {
        return number(116, 8, "gid");
    }

    /** Bytes of data behind the header. */
    long size() {
        return number(124, 12, "size");
    }

    /** Seconds since 1970, or before it. */
    long modifiedSeconds() {
        return signedNumber(136, 12, "mtime");
    }

    /** Major part of a device number. */
    long deviceMajor() {
        return number(329, 8, "device number");
    }

    /** Minor part of a device number. */
    long deviceMinor() {
        return number(337, 8, "device number");
    }

    /** A single byte. */
    byte at(int offset) {
        return block[offset];
    }

    /** A number that must not be negative. */
    long number(int offset, int length, String what) {
        long number = signedNumber(offset, length, what);
        if (number < 0) {
            throw broken("negative " + what);
        }
        return number;
    }

    private boolean isUstar() {
        return "ustar\0".equals(new String(block, 257, 6, StandardCharsets.ISO_8859_1));
    }

    private String text(int offset, int length) {
        int end = offset;
        while (end < offset + length && block[end] != 0) {
            end++;
        }
        return FileNames.decode(Arrays.copyOfRange(block, offset, end));
    }

    private long signedNumber(int offset, int length, String what) {
        return (block[offset] & 0x80) != 0 ? binary(offset, length, what) : octal(offset, length, what);
    }

    /** GNU's base 256: two's complement, big end first, with the first bit set as a mark. */
    private long binary(int offset, int length, String what) {
        byte[] bytes = Arrays.copyOfRange(block, offset, offset + length);
        boolean negative = (bytes[0] & 0x40) != 0;
        bytes[0] = (byte) (negative ? bytes[0] | 0x80 : bytes[0] & 0x7f);
        var number = new BigInteger(bytes);
        if (number.bitLength() > 63) {
            throw broken(what);
        }
        return number.longValue();
    }

    /** Octal digits among blanks, up to the first NUL behind them; nothing at all means 0. */
    private long octal(int offset, int length, String what) {
        int at = offset;
        int end = offset + length;
        while (at < end && isBlank(block[at])) {
            at++;
        }
        long number = 0;
        for (; at < end && !isBlank(block[at]); at++) {
            if (block[at] < '0' || block[at] > '7') {
                throw broken(what);
            }
            number = number << 3 | (block[at] - '0');
        }
        return number;
    }

    private static boolean isBlank(byte each) {
        return each == ' ' || each == 0;
    }

    private static ArchiveException broken(String what) {
        return new ArchiveException("invalid tar header: " + what);
    }
}
