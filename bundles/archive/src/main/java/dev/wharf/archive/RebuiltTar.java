package dev.wharf.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Writes down what it hears as a tar, in large parts. */
final class RebuiltTar implements TarRecord {
    private final ContentReader contents;
    private final OutputStream out;
    private final byte[] buffer = new byte[ContentReader.BUFFER];
    private int used;

    RebuiltTar(ContentReader contents, OutputStream out) {
        this.contents = contents;
        this.out = out;
    }

    @Override
    public void bytes(byte[] bytes, int offset, int length) {
        for (int done = 0; done < length; ) {
            int part = Math.min(length - done, buffer.length - used);
            System.arraycopy(bytes, offset + done, buffer, used, part);
            used += part;
            done += part;
            if (used == buffer.length) {
                write();
            }
        }
    }

    @Override
    public void content(FileContent content) {
        contents.read(content, this);
    }

    void flush() throws IOException {
        write();
        out.flush();
    }

    private void write() {
        try {
            out.write(buffer, 0, used);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        used = 0;
    }
}
