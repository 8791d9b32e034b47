package dev.wharf.execoci.cgroup;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** Reads the numbers in files of control groups. */
final class Counters {
    /** What the first version says for no limit: the largest long in whole pages. */
    private static final long NO_LIMIT = 0x7ffffffffffff000L;

    private final ControlGroup group;

    Counters(ControlGroup group) {
        this.group = group;
    }

    /** Lines of a name and a number. */
    Map<String, Long> table(String controller, String name) {
        Map<String, Long> table = new LinkedHashMap<>();
        group.read(controller, name).orElse("").lines().forEach(line -> {
            String[] fields = line.split(" ", -1);
            if (fields.length == 2) {
                table.put(fields[0], Long.parseLong(fields[1]));
            }
        });
        return Collections.unmodifiableMap(table);
    }

    /** One number; empty when the file is not there or says {@code max}. */
    OptionalLong number(String controller, String name) {
        return group.read(controller, name)
                .filter(text -> !text.isEmpty() && Character.isDigit(text.charAt(0)))
                .map(text -> OptionalLong.of(Long.parseLong(text)))
                .orElse(OptionalLong.empty());
    }

    /** A limit; empty for none. */
    OptionalLong limit(String controller, String name) {
        OptionalLong limit = number(controller, name);
        return limit.isPresent() && limit.getAsLong() < NO_LIMIT ? limit : OptionalLong.empty();
    }
}
