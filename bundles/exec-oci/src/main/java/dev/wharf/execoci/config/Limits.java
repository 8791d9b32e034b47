package dev.wharf.execoci.config;

import java.util.List;
import java.util.Locale;

/** Resource limits by name, in the order of asm-generic/resource.h. */
final class Limits {
    private static final List<String> NAMES = List.of(
            "cpu",
            "fsize",
            "data",
            "stack",
            "core",
            "rss",
            "nproc",
            "nofile",
            "memlock",
            "as",
            "locks",
            "sigpending",
            "msgqueue",
            "nice",
            "rtprio",
            "rttime");

    private Limits() {}

    /**
     * The number of a limit for prlimit(2).
     *
     * @throws IllegalArgumentException for a name that is not known
     */
    static int number(String name) {
        int number = NAMES.indexOf(name.toLowerCase(Locale.ROOT));
        if (number < 0) {
            throw new IllegalArgumentException("invalid ulimit type: " + name);
        }
        return number;
    }
}
