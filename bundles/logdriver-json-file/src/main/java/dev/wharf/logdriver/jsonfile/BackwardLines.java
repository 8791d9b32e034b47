package dev.wharf.logdriver.jsonfile;

import java.io.IOException;
import java.io.RandomAccessFile;

/** The whole lines of a file, the last one first, read in blocks. */
final class BackwardLines {
    private static final int BLOCK = 64 * 1024;

    private final RandomAccessFile file;
    private byte[] block = new byte[0];
    private long blockStart; // where the block lies in the file
    private int lineFrom; // within the block; no line was made yet of what lies before
    private int lineTo;

    BackwardLines(RandomAccessFile file) throws IOException {
        this.file = file;
        this.blockStart = LineEnds.wholeLines(file);
    }

    /** Steps to the line before. */
    boolean previous() throws IOException {
        if (blockStart + lineFrom == 0) {
            return false;
        }
        int lineFeed = lineFeedBefore(lineFrom - 1);
        while (lineFeed < 0 && blockStart > 0) {
            grow();
            lineFeed = lineFeedBefore(lineFrom - 1);
        }
        lineTo = lineFrom - 1;
        lineFrom = lineFeed + 1;
        return true;
    }

    private int lineFeedBefore(int place) {
        int at = place - 1;
        while (at >= 0 && block[at] != '\n') {
            at--;
        }
        return at;
    }

    /** Puts the bytes before in front of those that no line was made of yet. */
    private void grow() throws IOException {
        int more = (int) Math.min(Math.max(BLOCK, lineFrom), blockStart);
        byte[] larger = new byte[more + lineFrom];
        file.seek(blockStart - more);
        file.readFully(larger, 0, more);
        System.arraycopy(block, 0, larger, more, lineFrom);
        block = larger;
        blockStart -= more;
        lineFrom += more;
    }

    byte[] text() {
        return block;
    }

    /** Where the line begins in the text. */
    int from() {
        return lineFrom;
    }

    /** Where the line ends in the text, without the line feed. */
    int to() {
        return lineTo;
    }

    /** The offset in the file after the line and its line feed. */
    long end() {
        return blockStart + lineTo + 1;
    }
}
