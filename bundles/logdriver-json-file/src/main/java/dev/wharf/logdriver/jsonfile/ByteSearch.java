package dev.wharf.logdriver.jsonfile;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Searches bytes eight at a time. Where C1 is the only compiler, as in the daemon, that takes a third of the time of a
 * loop over single bytes. The arithmetic is that of "Determine if a word has a zero byte" in Bit Twiddling Hacks: the
 * lowest byte that it marks is always right.
 */
final class ByteSearch {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;

    private static final long LINE_FEEDS = ONES * '\n';
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';
    private static final long BLANKS = ONES * ' ';
    private static final long AMPERSANDS = ONES * '&'; // a quote, too, with the bit 4
    private static final long GREATERS = ONES * '>'; // '<', too, with the bit 2

    private ByteSearch() {}

    /** Eight bytes as a number, to compare them at once. */
    static long eight(byte[] text, int at) {
        return (long) EIGHT.get(text, at);
    }

    /** Whether bytes begin at a place that are at least eight. */
    static boolean starts(byte[] text, int from, int to, byte[] with) {
        if (to - from < with.length) {
            return false;
        }
        int last = with.length - Long.BYTES;
        for (int i = 0; i < last; i += Long.BYTES) {
            if (eight(text, from + i) != eight(with, i)) {
                return false;
            }
        }
        return eight(text, from + last) == eight(with, last);
    }

    /** Marks the high bit of the first byte that is 0, and perhaps those of later bytes; other bits mean nothing. */
    private static long zero(long word) {
        return (word - ONES) & ~word;
    }

    /** Where the first line feed is, or {@code to}. */
    static int lineFeed(byte[] text, int from, int to) {
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long word = (long) EIGHT.get(text, at) ^ LINE_FEEDS;
            long found = zero(word) & HIGH;
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        while (at < to && text[at] != '\n') {
            at++;
        }
        return at;
    }

    /** Where the first quote or backslash is, or {@code to}. */
    static int quoteOrBackslash(byte[] text, int from, int to) {
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long word = (long) EIGHT.get(text, at);
            long quote = word ^ QUOTES;
            long slash = word ^ BACKSLASHES;
            long found = (zero(quote) | zero(slash)) & HIGH;
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        while (at < to && text[at] != '"' && text[at] != '\\') {
            at++;
        }
        return at;
    }

    /** Where the first byte is that {@link JsonEscape} looks at, or {@code to}. */
    static int special(byte[] text, int from, int to) {
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long word = (long) EIGHT.get(text, at);
            long quote = (word | ONES * 4) ^ AMPERSANDS;
            long angle = (word | ONES * 2) ^ GREATERS;
            long slash = word ^ BACKSLASHES;
            long found = word | ((word - BLANKS) & ~word) | zero(quote) | zero(angle) | zero(slash);
            if ((found & HIGH) != 0) {
                return at + (Long.numberOfTrailingZeros(found & HIGH) >>> 3);
            }
        }
        while (at < to && JsonEscape.isPlain(text[at])) {
            at++;
        }
        return at;
    }
}
