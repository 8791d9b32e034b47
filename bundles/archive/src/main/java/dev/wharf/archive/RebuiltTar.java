package dev.wharf.archive;

import java.util.concurrent.CancellationException;

/** Fills chunks with the tar that it hears of. One thread fills them, another one reads them. */
final class RebuiltTar implements TarRecord {
    private final ContentReader contents;
    private final ChunkPool pool = new ChunkPool();
    private final ChunkInput tar = new ChunkInput(pool);
    private Chunk chunk = pool.take();
    private int used;

    /** Set by the one who reads, when nothing more is wanted. */
    private volatile boolean isGivenUp;

    RebuiltTar(ContentReader contents) {
        this.contents = contents;
    }

    /** Where the tar can be read. */
    ChunkInput tar() {
        return tar;
    }

    /** Makes the one who fills chunks stop soon, and waits for that. */
    void giveUp() {
        isGivenUp = true;
        tar.drain();
    }

    @Override
    public void bytes(byte[] bytes, int offset, int length) {
        for (int done = 0; done < length; ) {
            int part = Math.min(length - done, Chunk.BYTES - used);
            System.arraycopy(bytes, offset + done, chunk.bytes(), used, part);
            used += part;
            done += part;
            if (used == Chunk.BYTES) {
                handOver();
                chunk = pool.take();
            }
        }
    }

    @Override
    public void content(FileContent content) {
        contents.read(content, this);
    }

    /** Ends the tar. */
    void end() {
        handOver();
        tar.add(Chunk.END);
    }

    /** Ends the tar before it is complete. */
    void fail() {
        tar.add(Chunk.BROKEN);
    }

    private void handOver() {
        if (isGivenUp) {
            throw new CancellationException("nobody reads the tar any more");
        }
        chunk.filled(used, 1);
        tar.add(chunk);
        used = 0;
    }
}
