package dev.wharf.engine.spec;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Lists such as {@code 0-2,4}, as the kernel writes sets of processors; cpuset(7). */
public final class NumberList {
    private static final int LARGEST = 8191;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,5}");

    private NumberList() {}

    /** The numbers of a list; empty for one that breaks the grammar or names a number above 8191. */
    public static Optional<Set<Integer>> parse(String text) {
        Set<Integer> numbers = new TreeSet<>();
        for (String part : text.strip().split(",", -1)) {
            String[] ends = part.split("-", -1);
            if (ends.length > 2 || !isNumber(ends[0]) || !isNumber(ends[ends.length - 1])) {
                return Optional.empty();
            }
            int first = Integer.parseInt(ends[0]);
            int last = Integer.parseInt(ends[ends.length - 1]);
            if (first > last) {
                return Optional.empty();
            }
            for (int number = first; number <= last; number++) {
                numbers.add(number);
            }
        }
        return Optional.of(numbers);
    }

    private static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches() && Integer.parseInt(text) <= LARGEST;
    }
}
