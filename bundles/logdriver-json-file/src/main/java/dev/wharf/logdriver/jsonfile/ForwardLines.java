package dev.wharf.logdriver.jsonfile;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The whole lines of a file from a place onwards, also those that are appended later. Its buffer grows while there is much to
 * be read, and is small again at the end. Belongs to one thread.
 */
final class ForwardLines implements AutoCloseable {
    /** What each reader may have; more only as long as few do, but for a line that is longer. */
    private static final int SMALLEST = 8 * 1024;

    private static final int LARGEST = 256 * 1024;

    private final RandomAccessFile file;
    private final Object identity;
    private final LargeReads larges;
    private boolean isLarge;
    private byte[] block = new byte[SMALLEST];
    private long offset; // of the byte after the block
    private int lineFrom;
    private int lineTo;
    private int next; // where the next line begins in the block
    private int filled;

    ForwardLines(Path path, Object identity, long offset, LargeReads larges) throws IOException {
        this.file = new RandomAccessFile(path.toFile(), "r");
        this.identity = identity;
        this.larges = larges;
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
        makeRoom();
        file.seek(offset);
        int count = file.read(block, filled, block.length - filled);
        if (count <= 0) {
            rest();
            return false;
        }
        filled += count;
        offset += count;
        return true;
    }

    /** What is not consumed moves to the front, of a larger block when the last one was filled. */
    private void makeRoom() {
        int unread = filled - next;
        int size = filled == block.length ? larger(unread) : block.length;
        byte[] roomy = size == block.length ? block : new byte[size];
        System.arraycopy(block, next, roomy, 0, unread);
        block = roomy;
        filled = unread;
        next = 0;
    }

    private int larger(int unread) {
        int twice = 2 * block.length;
        if (unread == block.length) {
            return twice;
        }
        if (twice > LARGEST) {
            return block.length;
        }
        isLarge = isLarge || larges.begin();
        return isLarge ? twice : block.length;
    }

    /** All is read: a small block does until there is more. */
    private void rest() {
        giveBack();
        int unread = filled - next;
        if (block.length > SMALLEST && unread < SMALLEST) {
            block = Arrays.copyOfRange(block, next, next + SMALLEST);
            filled = unread;
            next = 0;
        }
    }

    private void giveBack() {
        if (isLarge) {
            isLarge = false;
            larges.end();
        }
    }

    /** Whether there is so much to be read that it may take much memory. */
    boolean isLarge() {
        return isLarge;
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
        giveBack();
        file.close();
    }
}
