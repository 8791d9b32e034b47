package dev.wharf.logdriver.jsonfile;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;

/** The whole lines of a file from a place onwards, also those that are appended later. */
final class ForwardLines implements AutoCloseable {
    private static final int BLOCK = 256 * 1024;

    private final RandomAccessFile file;
    private final Object identity;
    private byte[] block = new byte[BLOCK];
    private long offset; // of the byte after the block
    private int lineFrom;
    private int lineTo;
    private int next; // where the next line begins in the block
    private int filled;

    ForwardLines(Path path, Object identity, long offset) throws IOException {
        this.file = new RandomAccessFile(path.toFile(), "r");
        this.identity = identity;
        this.offset = offset;
    }

    /** What tells the file from others. */
    Object identity() {
        return identity;
    }

    /** Steps to the next line, if there is a whole one. */
    boolean next() throws IOException {
        int searched = next;
        while (true) {
            int lineFeed = ByteSearch.lineFeed(block, searched, filled);
            if (lineFeed < filled) {
                lineFrom = next;
                lineTo = lineFeed;
                next = lineFeed + 1;
                return true;
            }
            int unread = filled - next;
            if (!fill()) {
                return false;
            }
            searched = next + unread;
        }
    }

    /** Reads more behind what is not consumed yet. A file that became shorter is read on from its new end. */
    private boolean fill() throws IOException {
        if (file.length() < offset) {
            offset = file.length();
            next = 0;
            filled = 0;
            return false;
        }
        System.arraycopy(block, next, block, 0, filled - next);
        filled -= next;
        next = 0;
        if (filled == block.length) {
            block = Arrays.copyOf(block, block.length * 2);
        }
        file.seek(offset);
        int count = file.read(block, filled, block.length - filled);
        if (count <= 0) {
            return false;
        }
        filled += count;
        offset += count;
        return true;
    }

    /** Makes the line that was stepped to the next one again. */
    void stepBack() {
        next = lineFrom;
    }

    byte[] text() {
        return block;
    }

    /** Where in the text the next line begins, whole or not. */
    int place() {
        return next;
    }

    /** Where the text ends. */
    int filled() {
        return filled;
    }

    /** Makes the line that begins at a place the next one. */
    void moveTo(int place) {
        next = place;
    }

    int from() {
        return lineFrom;
    }

    int to() {
        return lineTo;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
