package dev.wharf.archive;

import dev.wharf.linux.DescriptorCalls;
import dev.wharf.linux.Fd;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Writes the content of files, with holes where the archive has them. For one thread. */
final class ContentWriter {
    private static final int BUFFER = 256 * 1024;

    private final DescriptorCalls descriptors;
    private final byte[] bytes = new byte[BUFFER];
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);

    ContentWriter(DescriptorCalls descriptors) {
        this.descriptors = descriptors;
    }

    /** Writes all of a content to an empty file of that size. */
    void write(EntryContent content, long size, Fd file) {
        long end = 0;
        for (DataRun run : content.runs()) {
            writeRun(content, run, file);
            end = run.length() > 0 ? run.end() : end;
        }
        if (end < size) {
            descriptors.truncate(file, size);
        }
    }

    private void writeRun(EntryContent content, DataRun run, Fd file) {
        for (long offset = run.offset(); offset < run.end(); ) {
            int read = read(content, run.end() - offset);
            buffer.clear().put(bytes, 0, read).flip();
            while (buffer.hasRemaining()) {
                offset += descriptors.pwrite(file, buffer, offset);
            }
        }
    }

    private int read(EntryContent content, long left) {
        try {
            return content.readStored(bytes, 0, (int) Math.min(left, BUFFER));
        } catch (IOException e) {
            throw new ArchiveException("invalid tar: " + e.getMessage(), e);
        }
    }
}
