package dev.wharf.logdriver.jsonfile;

import java.io.IOException;
import java.io.RandomAccessFile;

/** Finds the ends of lines from the back of a file. */
final class LineEnds {
    private static final int BLOCK = 64 * 1024;

    private LineEnds() {}

    /** The length of a file without a last line that has no line feed. */
    static long wholeLines(RandomAccessFile file) throws IOException {
        long length = file.length();
        return length == 0 ? 0 : startOfLine(file, length);
    }

    /**
     * The place after the last line feed before an end, or 0: where the line that holds the byte before the end of it
     * begins.
     */
    static long startOfLine(RandomAccessFile file, long end) throws IOException {
        byte[] block = new byte[(int) Math.min(BLOCK, end)];
        long to = end;
        while (to > 0) {
            int count = (int) Math.min(block.length, to);
            file.seek(to - count);
            file.readFully(block, 0, count);
            for (int i = count - 1; i >= 0; i--) {
                if (block[i] == '\n') {
                    return to - count + i + 1;
                }
            }
            to -= count;
        }
        return 0;
    }
}
