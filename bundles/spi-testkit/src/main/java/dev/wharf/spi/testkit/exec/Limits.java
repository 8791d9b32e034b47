package dev.wharf.spi.testkit.exec;

import dev.wharf.spi.exec.Resources;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Resources with one limit. */
final class Limits {
    private static final OptionalLong NONE = OptionalLong.empty();

    private Limits() {}

    /** How many processes may exist. */
    static Resources pids(long most) {
        return of(NONE, NONE, NONE, OptionalLong.of(most));
    }

    /** Bytes of memory, and no swap beyond. */
    static Resources memory(long bytes) {
        return of(OptionalLong.of(bytes), NONE, NONE, NONE);
    }

    /** Weight of processor time. */
    static Resources cpuShares(long weight) {
        return of(NONE, OptionalLong.of(weight), NONE, NONE);
    }

    /** Microseconds of processor time in 100000. */
    static Resources cpuQuota(long microseconds) {
        return of(NONE, NONE, OptionalLong.of(microseconds), NONE);
    }

    private static Resources of(OptionalLong memory, OptionalLong shares, OptionalLong quota, OptionalLong pids) {
        return new Resources(
                memory,
                NONE,
                NONE,
                NONE,
                OptionalInt.empty(),
                false,
                shares,
                quota.isPresent() ? OptionalLong.of(100_000) : NONE,
                quota,
                "",
                "",
                OptionalInt.empty(),
                pids);
    }
}
