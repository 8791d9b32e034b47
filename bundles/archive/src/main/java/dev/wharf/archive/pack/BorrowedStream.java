package dev.wharf.archive.pack;

import java.io.FilterInputStream;
import java.io.InputStream;

/** A stream that is not ours to close. */
final class BorrowedStream extends FilterInputStream {
    BorrowedStream(InputStream in) {
        super(in);
    }

    /** Has no effect. */
    @Override
    public void close() {}
}
