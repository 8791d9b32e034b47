package dev.wharf.execoci.launch;

import dev.wharf.linux.Fd;
import dev.wharf.linux.Kernel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a process ended, as its keeper has written it.
 *
 * @param waitStatus as wait(2) tells it
 */
record ExitRecord(int waitStatus) {
    static final String FILE = "exit";
    static final int BYTES = 8;
    /** The first word of a file that is written. */
    static final int MAGIC = 0x4f434931;

    static Optional<ExitRecord> read(Kernel kernel, Fd file) {
        ByteBuffer words = ByteBuffer.allocateDirect(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        if (kernel.descriptors().pread(file, words, 0) < BYTES || words.getInt(0) != MAGIC) {
            return Optional.empty();
        }
        return Optional.of(new ExitRecord(words.getInt(4)));
    }

    /** The exit code, or 128 and the number of the signal. */
    int code() {
        return signal().isEmpty() ? waitStatus >> 8 & 0xff : 128 + (waitStatus & 0x7f);
    }

    OptionalInt signal() {
        int signal = waitStatus & 0x7f;
        return signal == 0 ? OptionalInt.empty() : OptionalInt.of(signal);
    }
}
