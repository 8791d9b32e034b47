package dev.wharf.itests.golden;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The heads of a tar, for comparison: names, types, permissions, owners, sizes and targets of links, without times. */
final class TarEntries {
    private static final int BLOCK = 512;

    private TarEntries() {}

    /** One line for each entry, sorted; extended heads are left out. */
    static String of(byte[] tar) {
        List<String> entries = new ArrayList<>();
        int at = 0;
        while (at + BLOCK <= tar.length && tar[at] != 0) {
            byte[] head = Arrays.copyOfRange(tar, at, at + BLOCK);
            long size = octal(head, 124, 12);
            char type = (char) head[156];
            if (type != 'x' && type != 'g') {
                entries.add(String.join(
                        " ",
                        text(head, 0, 100),
                        Character.toString(type),
                        Long.toOctalString(octal(head, 100, 8) & 07777),
                        octal(head, 108, 8) + ":" + octal(head, 116, 8),
                        Long.toString(size),
                        text(head, 157, 100)));
            }
            at += Math.toIntExact(BLOCK + (size + BLOCK - 1) / BLOCK * BLOCK);
        }
        entries.sort(null);
        return String.join("\n", entries);
    }

    private static long octal(byte[] head, int from, int length) {
        String digits = text(head, from, length).strip();
        return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    }

    private static String text(byte[] head, int from, int length) {
        int end = from;
        while (end < from + length && head[end] != 0) {
            end++;
        }
        return new String(head, from, end - from, StandardCharsets.UTF_8);
    }
}
