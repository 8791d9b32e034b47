package dev.wharf.execnative.cgroup;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Numbers in the files of control groups. What is not there, or not a number, is absent. */
final class Counters {
    private Counters() {}

    /** Lines of a name and a number. */
    static Map<String, Long> byName(Optional<String> text) {
        Map<String, Long> numbers = new HashMap<>();
        text.orElse("").lines().forEach(line -> {
            int blank = line.indexOf(' ');
            if (blank > 0) {
                parse(line.substring(blank + 1)).ifPresent(number -> numbers.put(line.substring(0, blank), number));
            }
        });
        return numbers;
    }

    /** A number alone. */
    static OptionalLong alone(Optional<String> text) {
        return text.isPresent() ? parse(text.get()) : OptionalLong.empty();
    }

    /** Those of the kernel are unsigned; what is larger than ours counts as the largest. */
    static OptionalLong parse(String text) {
        try {
            return OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            boolean isNumber = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
            return isNumber ? OptionalLong.of(Long.MAX_VALUE) : OptionalLong.empty();
        }
    }
}
