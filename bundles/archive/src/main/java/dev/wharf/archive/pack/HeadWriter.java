package dev.wharf.archive.pack;

import dev.wharf.linux.FileNames;
import dev.wharf.linux.Flags;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * Writes heads as ustar, with a pax header in front where ustar has no room. What goes where is that of archive/tar of Go
 * 1.10, writer.go, which wrote the layers of most images. For one thread.
 */
final class HeadWriter {
    private static final int NAME = 100;
    private static final int PREFIX = 155;
    private static final int CHECKSUM = 148;
    private static final long HIGHEST_ID = 07777777L;
    private static final long HIGHEST_NUMBER = 077777777777L;

    private final TarOutput out;
    private final byte[] block = new byte[TarOutput.BLOCK];

    HeadWriter(TarOutput out) {
        this.out = out;
    }

    /** Writes a head. */
    void write(TarHead head) throws IOException {
        byte[] name = FileNames.encode(head.name());
        byte[] link = FileNames.encode(head.linkName());
        int slash = splitAt(name);
        PaxWriter pax = pax(head, name, link, slash);
        if (!pax.isEmpty()) {
            writePax(head.name(), pax.bytes());
        }
        clear(head.type());
        putName(name, slash);
        put(157, NAME, link);
        octal(100, 8, head.mode());
        octal(108, 8, fitting(head.uid(), HIGHEST_ID));
        octal(116, 8, fitting(head.gid(), HIGHEST_ID));
        octal(124, 12, fitting(head.size(), HIGHEST_NUMBER));
        octal(136, 12, fitting(head.modified().getEpochSecond(), HIGHEST_NUMBER));
        octal(329, 8, Flags.major(head.device()));
        octal(337, 8, Flags.minor(head.device()));
        writeBlock();
    }

    /** The records come in the order of their keys, as Go has them. */
    private static PaxWriter pax(TarHead head, byte[] name, byte[] link, int slash) {
        var pax = new PaxWriter();
        head.xattrs().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(xattr -> pax.add("SCHILY.xattr." + xattr.getKey(), xattr.getValue()));
        pax.addNumber("gid", head.gid(), HIGHEST_ID);
        if (link.length > NAME || !isAscii(link)) {
            pax.add("linkpath", link);
        }
        pax.addTime("mtime", head.modified(), HIGHEST_NUMBER);
        if (slash < 0 || !isAscii(name)) {
            pax.add("path", name);
        }
        pax.addNumber("size", head.size(), HIGHEST_NUMBER);
        pax.addNumber("uid", head.uid(), HIGHEST_ID);
        return pax;
    }

    private void writePax(String name, byte[] records) throws IOException {
        String folder = TreePaths.join(TreePaths.folder(name), "PaxHeaders.0");
        String base = TreePaths.base(name);
        String paxName = base.isEmpty() ? folder : TreePaths.join(folder, base);
        clear('x');
        put(0, NAME, ascii(FileNames.encode(paxName)));
        octal(100, 8, 0);
        octal(108, 8, 0);
        octal(116, 8, 0);
        octal(124, 12, records.length);
        octal(136, 12, 0);
        octal(329, 8, 0);
        octal(337, 8, 0);
        writeBlock();
        out.blocks(records);
    }

    /**
     * Where a name that is too long for its field can be cut into prefix and name, at a slash; 0 where it need not be cut,
     * -1 where it cannot.
     */
    private static int splitAt(byte[] name) {
        if (name.length <= NAME) {
            return 0;
        }
        int at = Math.min(PREFIX, name.length - 2);
        while (at > 0 && name[at] != '/') {
            at--;
        }
        return at > 0 && name.length - at - 1 <= NAME && isAscii(name) ? at : -1;
    }

    private void putName(byte[] name, int slash) {
        if (slash > 0) {
            put(345, PREFIX, Arrays.copyOf(name, slash));
            put(0, NAME, Arrays.copyOfRange(name, slash + 1, name.length));
        } else {
            byte[] shown = isAscii(name) ? name : ascii(name);
            put(0, NAME, shown);
            if (shown.length > NAME && block[NAME - 1] == '/') {
                // Old readers take a file for a folder by the slash, whatever the pax record says.
                block[NAME - 1] = 0;
            }
        }
    }

    private void clear(char type) {
        Arrays.fill(block, (byte) 0);
        block[156] = (byte) type;
        put(257, 8, "ustar\00000".getBytes(StandardCharsets.ISO_8859_1));
    }

    private void put(int offset, int length, byte[] text) {
        System.arraycopy(text, 0, block, offset, Math.min(length, text.length));
    }

    /** Octal digits that fill the field but for its last byte, a NUL. */
    private void octal(int offset, int length, long number) {
        long left = number;
        for (int at = offset + length - 2; at >= offset; at--) {
            block[at] = (byte) ('0' + (left & 7));
            left >>>= 3;
        }
        block[offset + length - 1] = 0;
    }

    private void writeBlock() throws IOException {
        Arrays.fill(block, CHECKSUM, CHECKSUM + 8, (byte) ' ');
        int sum = 0;
        for (byte each : block) {
            sum += each & 0xff;
        }
        octal(CHECKSUM, 7, sum);
        block[CHECKSUM + 7] = ' ';
        out.blocks(block);
    }

    /** A number, or 0 in the field where a pax record tells it. */
    private static long fitting(long number, long highest) {
        return number >= 0 && number <= highest ? number : 0;
    }

    private static boolean isAscii(byte[] text) {
        for (byte each : text) {
            if (each < 0) {
                return false;
            }
        }
        return true;
    }

    /** What old readers see of a name that a pax record tells. */
    private static byte[] ascii(byte[] text) {
        byte[] ascii = new byte[text.length];
        int length = 0;
        for (byte each : text) {
            if (each >= 0) {
                ascii[length++] = each;
            }
        }
        return Arrays.copyOf(ascii, length);
    }
}
