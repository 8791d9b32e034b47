package dev.wharf.engine.check;

import dev.wharf.engine.api.container.ResourceConfig;
import dev.wharf.engine.api.container.ResourceConfig.Ulimit;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Short ways to limits that differ from the default in one value. */
final class Limits {
    private Limits() {}

    /** Limits of memory alone. */
    static ResourceConfig memory(long memory, long swap, long reservation) {
        return new ResourceConfig(
                memory,
                swap,
                reservation,
                0,
                OptionalInt.empty(),
                false,
                0,
                0,
                0,
                0,
                0,
                "",
                "",
                0,
                OptionalLong.empty(),
                List.of(),
                List.of(),
                "");
    }

    /** One limit alone. */
    static ResourceConfig with(String name, String value) {
        return new ResourceConfig(
                number("memory", name, value),
                number("memorySwap", name, value),
                0,
                0,
                name.equals("swappiness") ? OptionalInt.of(Integer.parseInt(value)) : OptionalInt.empty(),
                name.equals("oomKillDisable"),
                (int) number("oomScoreAdj", name, value),
                number("cpuShares", name, value),
                number("cpuPeriod", name, value),
                number("cpuQuota", name, value),
                number("nanoCpus", name, value),
                name.equals("cpusetCpus") ? value : "",
                name.equals("cpusetMems") ? value : "",
                (int) number("blkioWeight", name, value),
                name.equals("pids") ? OptionalLong.of(Long.parseLong(value)) : OptionalLong.empty(),
                name.equals("ulimit") ? List.of(new Ulimit(value, 1, 2)) : List.of(),
                List.of(),
                "");
    }

    private static long number(String wanted, String name, String value) {
        return wanted.equals(name) ? Long.parseLong(value) : 0;
    }
}
