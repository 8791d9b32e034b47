package dev.wharf.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The content of one entry. Reads holes as zeros; gives no more bytes once the next entry is asked for. */
final class EntryContent extends InputStream {
    private final TarInput in;
    private final List<DataRun> runs;
    private final long size;
    private final int padding;
    private long stored;
    private long position;
    private int run;
    private boolean over;

    EntryContent(TarInput in, SparseMap map) {
        this.in = in;
        this.runs = map.runs();
        this.size = map.size();
        this.stored = map.stored();
        this.padding = TarInput.padding(map.stored());
    }

    /** Nothing. */
    static EntryContent none(TarInput in) {
        return new EntryContent(in, SparseMap.dense(0));
    }

    /** Where the stored data belongs. */
    List<DataRun> runs() {
        return runs;
    }

    /** Reads stored data alone, without the zeros of holes; the caller knows how much there is. */
    int readStored(byte[] buffer, int offset, int length) throws IOException {
        int read = in.read(buffer, offset, (int) Math.min(length, stored));
        stored -= read;
        return read;
    }

    /** Goes to the end of the entry. */
    void finish() throws IOException {
        if (!over) {
            over = true;
            in.skip(stored);
            in.skipPadding(padding);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        if (length == 0) {
            return 0;
        }
        if (over || position == size) {
            return -1;
        }
        while (run < runs.size() && runs.get(run).end() <= position) {
            run++;
        }
        int read = isInHole() ? zeros(buffer, offset, length) : data(buffer, offset, length);
        position += read;
        return read;
    }

    private boolean isInHole() {
        return run == runs.size() || position < runs.get(run).offset();
    }

    private int zeros(byte[] buffer, int offset, int length) {
        long end = run == runs.size() ? size : runs.get(run).offset();
        int count = (int) Math.min(length, end - position);
        Arrays.fill(buffer, offset, offset + count, (byte) 0);
        return count;
    }

    private int data(byte[] buffer, int offset, int length) throws IOException {
        return readStored(buffer, offset, (int) Math.min(length, runs.get(run).end() - position));
    }
}
