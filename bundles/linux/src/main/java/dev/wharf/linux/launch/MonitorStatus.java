package dev.wharf.linux.launch;

import dev.wharf.linux.Fd;
import dev.wharf.linux.Kernel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Optional;

/**
 * What a monitor records in its status file; struct status of monitor.c.
 *
 * @param state CREATED, DRAINING or ENDED
 * @param pid of the child as the host sees it
 * @param waitStatus as wait(2) tells it, once the child has ended
 * @param at when this was recorded
 * @param monitor pid of the monitor
 * @param isHeldBack whether the child was told to wait, and has not yet told that it was let go
 */
public record MonitorStatus(State state, int pid, int waitStatus, Instant at, int monitor, boolean isHeldBack) {
    /** Length of the file. */
    public static final int BYTES = 64;

    /** Where in the file stands whether the child was let go: the child writes a zero there when it was. */
    public static final int STAGE = 36;

    private static final int HELD_BACK = 1;

    private static final int MAGIC = 0x57484631;

    /** Where the child is in its life. */
    public enum State {
        /** It was cloned. */
        CREATED,
        /** It has ended, and what it wrote to its terminal is still being relayed. */
        DRAINING,
        /** It has ended, and all of its output is in the FIFOs. */
        ENDED;

        private static State of(int number) {
            return number == 2 ? ENDED : number == 3 ? DRAINING : CREATED;
        }
    }

    /** Reads a status file; empty when no child was ever cloned. */
    public static Optional<MonitorStatus> read(Kernel kernel, Fd file) {
        ByteBuffer words = ByteBuffer.allocateDirect(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        if (kernel.descriptors().pread(file, words, 0) < BYTES || words.getInt(0) != MAGIC) {
            return Optional.empty();
        }
        Instant at = Instant.ofEpochSecond(words.getLong(16), words.getLong(24));
        return Optional.of(new MonitorStatus(
                State.of(words.getInt(4)),
                words.getInt(8),
                words.getInt(12),
                at,
                words.getInt(32),
                words.getInt(STAGE) == HELD_BACK));
    }

    /** The file before a child was cloned that is to wait. */
    public static ByteBuffer heldBack() {
        return ByteBuffer.allocateDirect(BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(STAGE, HELD_BACK);
    }

    /** Whether its child has ended, and all of its output is in the FIFOs. */
    public boolean hasEnded() {
        return state == State.ENDED;
    }

    /** Whether its child was reaped; its output may still be under way. */
    public boolean wasReaped() {
        return state != State.CREATED;
    }

    /** The exit code, or 128 and the number of the signal. */
    public int exitCode() {
        int signal = waitStatus & 0x7f;
        return signal == 0 ? waitStatus >> 8 & 0xff : 128 + signal;
    }

    /** The signal that ended it; 0 for none. */
    public int signal() {
        return waitStatus & 0x7f;
    }
}
