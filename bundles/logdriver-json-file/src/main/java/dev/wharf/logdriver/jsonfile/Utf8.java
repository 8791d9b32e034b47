package dev.wharf.logdriver.jsonfile;

/** Recognises UTF-8 as Go's unicode/utf8 does. */
final class Utf8 {
    private Utf8() {}

    /** The number of bytes of the character at a place, from 2 to 4, or 0 when there is none beyond ASCII. */
    static int width(byte[] text, int at, int to) {
        int first = text[at] & 0xff;
        int width = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
        if (width == 0 || at + width > to || !isSecond(first, text[at + 1] & 0xff)) {
            return 0;
        }
        for (int i = 2; i < width; i++) {
            if ((text[at + i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return width;
    }

    /** Excludes characters that are written too long, surrogates, and what lies beyond U+10FFFF. */
    private static boolean isSecond(int first, int second) {
        int low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
        int high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
        return second >= low && second <= high;
    }
}
