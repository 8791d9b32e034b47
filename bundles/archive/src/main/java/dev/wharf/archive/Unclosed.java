package dev.wharf.archive;

import java.io.FilterInputStream;
import java.io.InputStream;

/** Lets a decoder be closed, so that it gives its native memory back, while the stream below stays open. */
final class Unclosed extends FilterInputStream {
    Unclosed(InputStream in) {
        super(in);
    }

    /** Has no effect: the stream belongs to somebody else. */
    @Override
    public void close() {}
}
