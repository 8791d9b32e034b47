package dev.wharf.store.sqlite;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that takes space for nothing, so that there is some to give up on a full disk: even a removal needs space for
 * its transaction. Called under the lock of the writing session.
 */
final class Reserve {
    private static final Logger LOG = LoggerFactory.getLogger(Reserve.class);
    private static final int SIZE = 1 << 20;
    private static final long LOW = SIZE / 4;
    private static final long PLENTY = 8L * SIZE;

    private final File folder;
    private final Path file;
    private boolean held;

    Reserve(Path folder) {
        this.folder = folder.toFile();
        this.file = folder.resolve("reserve");
        this.held = Files.exists(file);
        afterTransaction();
    }

    /**
     * Gives the space up when the disk has too little left for a transaction.
     *
     * @return whether there is little left, so that the space of the log should be used again
     */
    boolean beforeTransaction() {
        boolean low = usable() < LOW;
        if (held && low) {
            release();
        }
        return low;
    }

    /** Takes the space again when there is plenty. */
    void afterTransaction() {
        if (!held && usable() > PLENTY) {
            take();
        }
    }

    /** Gives the space up when a transaction failed on a disk with little left. */
    void afterFailure() {
        if (held && usable() < SIZE) {
            release();
        }
    }

    private long usable() {
        return folder.getUsableSpace();
    }

    private void take() {
        try {
            Files.write(file, new byte[SIZE]);
            held = true;
        } catch (IOException e) {
            LOG.warn("cannot keep {} bytes in reserve for a full disk: {}", SIZE, e.toString());
        }
    }

    private void release() {
        try {
            Files.deleteIfExists(file);
            held = false;
            LOG.warn("the disk of {} is full; its reserve was released so that removal still works", file);
        } catch (IOException e) {
            LOG.warn("cannot release {}: {}", file, e.toString());
        }
    }
}
