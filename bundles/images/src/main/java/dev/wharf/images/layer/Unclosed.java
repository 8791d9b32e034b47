package dev.wharf.images.layer;

import java.io.FilterInputStream;
import java.io.InputStream;

/** A stream of somebody else, handed to those who close what they read. */
public final class Unclosed extends FilterInputStream {
    /** Reads from a stream and never closes it. */
    public Unclosed(InputStream owned) {
        super(owned);
    }

    /** Leaves the stream open for its owner. */
    @Override
    public void close() {
        // The owner closes it.
    }
}
