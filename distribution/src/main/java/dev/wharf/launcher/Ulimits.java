package dev.wharf.launcher;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of {@code --default-ulimit}. Texts as in docker/go-units, {@code ulimit.go}. */
final class Ulimits {
    private static final Pattern FORM = Pattern.compile("([^=]+)=(-?[0-9]+)(?::(-?[0-9]+))?");
    private static final Set<String> NAMES = Set.of(
            "core",
            "cpu",
            "data",
            "fsize",
            "locks",
            "memlock",
            "msgqueue",
            "nice",
            "nofile",
            "nproc",
            "rss",
            "rtprio",
            "rttime",
            "sigpending",
            "stack");
    private static final int LONGEST_NUMBER = 19;

    private Ulimits() {}

    /**
     * Checks limits.
     *
     * @param limits as {@code name=soft[:hard]}
     * @throws UsageException when one makes no sense
     */
    static void check(List<String> limits) {
        limits.forEach(Ulimits::check);
    }

    private static void check(String limit) {
        Matcher parts = FORM.matcher(limit);
        if (!parts.matches()) {
            throw UsageException.of("invalid ulimit argument: " + limit + ": --default-ulimit takes name=soft[:hard]");
        }
        if (!NAMES.contains(parts.group(1))) {
            throw UsageException.of("invalid ulimit type: " + parts.group(1));
        }
        long soft = number(parts.group(2), limit);
        long hard = parts.group(3) == null ? soft : number(parts.group(3), limit);
        if (hard >= 0 && (soft < 0 || soft > hard)) {
            throw UsageException.of(
                    "ulimit soft limit must be less than or equal to hard limit: " + soft + " > " + hard);
        }
    }

    private static long number(String digits, String limit) {
        if (digits.length() >= LONGEST_NUMBER) {
            throw UsageException.of("invalid ulimit argument: " + limit + ": the number is too large");
        }
        return Long.parseLong(digits);
    }
}
