package dev.wharf.launcher;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What differs between the configuration that holds and the one that the file asks for.
 *
 * @param holds what the daemon goes by
 * @param asked what the file and the flags say now
 */
record ConfigurationChanges(Configuration holds, Configuration asked) {
    /** How a list is called when one of its elements is told. */
    private static final Map<Setting, String> ELEMENTS = Map.of(
            Setting.LABELS, "label", Setting.LOG_OPTIONS, "log option", Setting.DEFAULT_ULIMITS, "default ulimit");

    /** What stands for a value that is not set. */
    private static final Map<Setting, String> WORDS = words();

    private static final Set<Setting> LEVEL = EnumSet.of(Setting.LOG_LEVEL, Setting.DEBUG);

    private static Map<Setting, String> words() {
        Map<Setting, String> words = new LinkedHashMap<>();
        words.put(Setting.STORAGE_DRIVER, "the best of this host");
        words.put(Setting.EXEC_DRIVER, "the best of this host");
        words.put(Setting.LOG_DRIVER, "json-file");
        words.put(Setting.LIVE_RESTORE, "true");
        return Collections.unmodifiableMap(words);
    }

    /** Whether a setting can change while the daemon runs. */
    static boolean isChangeable(Setting setting) {
        return ELEMENTS.containsKey(setting) || WORDS.containsKey(setting) || LEVEL.contains(setting);
    }

    /** What is to hold from now on: what cannot change stays as it is. */
    Map<Setting, List<String>> values() {
        Map<Setting, List<String>> values = new EnumMap<>(Setting.class);
        holds.drivers().forEach((setting, given) -> {
            if (!isChangeable(setting)) {
                values.put(setting, given);
            }
        });
        asked.drivers().forEach((setting, given) -> {
            if (isChangeable(setting)) {
                values.put(setting, given);
            }
        });
        return values;
    }

    /** One line for each change that holds at once, such as {@code label a=b added}. */
    List<String> told() {
        List<String> lines = new ArrayList<>();
        if (holds.logLevel() != asked.logLevel()) {
            lines.add("log level " + holds.logLevel().word() + " -> "
                    + asked.logLevel().word());
        }
        WORDS.forEach((setting, unset) -> {
            String former = one(holds, setting, unset);
            String next = one(asked, setting, unset);
            if (!former.equals(next)) {
                lines.add(setting.key().replace('-', ' ') + " " + former + " -> " + next);
            }
        });
        Stream.of(Setting.LABELS, Setting.LOG_OPTIONS, Setting.DEFAULT_ULIMITS)
                .forEach(setting -> elements(setting, lines));
        return lines;
    }

    /** One line for each change that the next start of the daemon makes. */
    List<String> waiting() {
        List<String> lines = new ArrayList<>();
        for (Setting setting : Setting.values()) {
            List<String> former = given(holds, setting);
            List<String> next = given(asked, setting);
            if (!isChangeable(setting) && !former.equals(next)) {
                lines.add(setting.key() + " " + shown(setting, former) + " -> " + shown(setting, next)
                        + " needs a restart of the daemon");
            }
        }
        return lines;
    }

    private void elements(Setting setting, List<String> lines) {
        List<String> former = given(holds, setting);
        List<String> next = given(asked, setting);
        String name = ELEMENTS.get(setting);
        former.stream().filter(one -> !next.contains(one)).forEach(one -> lines.add(name + " " + one + " removed"));
        next.stream().filter(one -> !former.contains(one)).forEach(one -> lines.add(name + " " + one + " added"));
    }

    private static List<String> given(Configuration configuration, Setting setting) {
        return configuration.drivers().getOrDefault(setting, List.of());
    }

    private static String one(Configuration configuration, Setting setting, String unset) {
        String value = configuration.lines(setting);
        return value.isEmpty() ? unset : value;
    }

    private static String shown(Setting setting, List<String> values) {
        if (values.isEmpty()) {
            return "(default)";
        }
        return setting.isRepeatable() ? values.toString() : values.get(0);
    }
}
