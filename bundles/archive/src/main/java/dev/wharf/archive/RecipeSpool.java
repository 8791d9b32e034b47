package dev.wharf.archive;

import dev.wharf.linux.DescriptorCalls;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Kernel;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Takes bytes and gives them back: the first in memory, the rest in a file without a name. For one thread. */
final class RecipeSpool extends OutputStream {
    private static final int MOST_IN_MEMORY = 2 * 1024 * 1024;
    private static final int BUFFER = 64 * 1024;

    private final ReservedNames names;
    private final DescriptorCalls descriptors;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private Optional<Fd> file = Optional.empty();
    private long inFile;

    /** Has its file, if it needs one, in the folder of a layer. */
    RecipeSpool(Kernel kernel, ReservedNames names) {
        this.names = names;
        this.descriptors = kernel.descriptors();
    }

    @Override
    public void write(int single) {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        if (memory.size() + length <= MOST_IN_MEMORY && file.isEmpty()) {
            memory.write(bytes, offset, length);
        } else {
            writeToFile(bytes, offset, length);
        }
    }

    private void writeToFile(byte[] bytes, int offset, int length) {
        if (file.isEmpty()) {
            file = Optional.of(names.unnamedFile());
        }
        for (int done = 0; done < length; ) {
            int part = Math.min(length - done, BUFFER);
            buffer.clear().put(bytes, offset + done, part).flip();
            while (buffer.hasRemaining()) {
                inFile += descriptors.pwrite(file.get(), buffer, inFile);
            }
            done += part;
        }
    }

    /** Reads all that was written, from its beginning; nothing may be written meanwhile. */
    InputStream content() {
        InputStream first = new java.io.ByteArrayInputStream(memory.toByteArray());
        return file.<InputStream>map(fd -> new java.io.SequenceInputStream(first, new FileInput(fd)))
                .orElse(first);
    }

    @Override
    public void close() {
        file.ifPresent(Fd::close);
    }

    /** Reads the file. */
    private final class FileInput extends InputStream {
        private final Fd fd;
        private long position;

        FileInput(Fd fd) {
            this.fd = fd;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            if (position == inFile || length == 0) {
                return length == 0 ? 0 : -1;
            }
            buffer.clear().limit((int) Math.min(Math.min(BUFFER, length), inFile - position));
            int read = descriptors.pread(fd, buffer, position);
            buffer.flip().get(bytes, offset, read);
            position += read;
            return read;
        }
    }
}
