package dev.wharf.spi.exec;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.OptionalInt;

/**
 * How a process ended.
 *
 * @param code the exit code; 128 and the signal's number for one that was killed
 * @param signal what killed it
 * @param outOfMemory whether the kernel killed a process of its cgroup for lack of memory
 * @param at when it was reaped
 */
public record ExitStatus(int code, OptionalInt signal, boolean outOfMemory, Instant at) {
    /** Checks all parts. */
    public ExitStatus {
        requireNonNull(signal, "signal");
        requireNonNull(at, "at");
    }
}
