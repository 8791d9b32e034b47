package dev.wharf.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Dockerd's {@code daemon.json}. Texts as in Docker 20.10, {@code daemon/config/config.go}. */
final class ConfigFile {
    /** Read when no other is named; it need not exist. */
    static final Path STANDARD = Path.of("/etc/wharf/daemon.json");

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,9}");

    private ConfigFile() {}

    /**
     * Reads the file and joins it with the flags.
     *
     * @throws UsageException when the file cannot be read, has an unknown key or a value of the wrong shape, or sets
     *     what a flag sets too
     */
    static Map<Setting, List<String>> joined(Flags flags) {
        Path file = flags.configFile().orElse(STANDARD);
        if (flags.configFile().isEmpty() && !Files.exists(file)) {
            return flags.values();
        }
        Map<Setting, List<String>> values = read(file);
        refuseConflicts(file, flags.values(), values);
        values.putAll(flags.values());
        return values;
    }

    private static Map<Setting, List<String>> read(Path file) {
        Map<Setting, List<String>> values = new EnumMap<>(Setting.class);
        List<String> unknown = new ArrayList<>();
        document(file).forEach((name, value) -> {
            String key = String.valueOf(name);
            Setting.ofKey(key)
                    .ifPresentOrElse(
                            setting -> values.put(setting, strings(file, setting, value)), () -> unknown.add(key));
        });
        if (!unknown.isEmpty()) {
            throw bad(
                    file,
                    "the following directives don't match any configuration option: " + String.join(", ", unknown));
        }
        return values;
    }

    private static Map<?, ?> document(Path file) {
        try {
            String text = Files.readString(file);
            Object document = text.isBlank() ? Map.of() : Json.parse(text);
            if (document instanceof Map<?, ?> fields) {
                return fields;
            }
            throw bad(file, "it does not hold a JSON object");
        } catch (IOException e) {
            throw bad(file, String.valueOf(e.getMessage()));
        }
    }

    private static List<String> strings(Path file, Setting setting, Object value) {
        return switch (setting.kind()) {
            case TEXT -> {
                require(file, setting, value instanceof String, "a string");
                yield List.of(String.valueOf(value));
            }
            case SWITCH -> {
                require(file, setting, value instanceof Boolean, "true or false");
                yield List.of(String.valueOf(value));
            }
            case NUMBER -> {
                require(
                        file,
                        setting,
                        value instanceof String text && NUMBER.matcher(text).matches(),
                        "a whole number");
                yield List.of(String.valueOf(value));
            }
            case LIST -> {
                require(file, setting, value instanceof List<?> list && areTexts(list), "a list of strings");
                yield ((List<?>) value).stream().map(String::valueOf).toList();
            }
            case MAP -> {
                require(
                        file,
                        setting,
                        value instanceof Map<?, ?> map && areTexts(map.values()),
                        "an object of strings");
                yield ((Map<?, ?>) value)
                        .entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + entry.getValue())
                                .toList();
            }
            case ULIMITS -> {
                require(file, setting, value instanceof Map, "an object of limits");
                yield ((Map<?, ?>) value)
                        .values().stream()
                                .map(limit -> ulimit(file, setting, limit))
                                .toList();
            }
        };
    }

    private static boolean areTexts(Collection<?> values) {
        return values.stream().noneMatch(value -> value instanceof Map || value instanceof Collection);
    }

    /** An object with Name, Soft and Hard, as docker/go-units has it. */
    private static String ulimit(Path file, Setting setting, Object value) {
        require(file, setting, value instanceof Map, "an object of limits with Name, Soft and Hard");
        Map<?, ?> limit = (Map<?, ?>) value;
        boolean isWhole = Stream.of("Name", "Soft", "Hard").allMatch(key -> limit.get(key) instanceof String);
        require(file, setting, isWhole, "an object of limits with Name, Soft and Hard");
        return limit.get("Name") + "=" + limit.get("Soft") + ":" + limit.get("Hard");
    }

    private static void require(Path file, Setting setting, boolean holds, String wanted) {
        if (!holds) {
            throw bad(file, setting.key() + " must be " + wanted);
        }
    }

    private static void refuseConflicts(
            Path file, Map<Setting, List<String>> flags, Map<Setting, List<String>> values) {
        List<String> conflicts = new ArrayList<>();
        values.forEach((setting, value) -> {
            List<String> flag = flags.get(setting);
            if (flag != null) {
                conflicts.add(setting.key() + ": (from flag: " + shown(setting, flag) + ", from file: "
                        + shown(setting, value) + ")");
            }
        });
        if (!conflicts.isEmpty()) {
            throw bad(
                    file,
                    "the following directives are specified both as a flag and in the configuration file: "
                            + String.join(", ", conflicts));
        }
    }

    private static String shown(Setting setting, List<String> values) {
        return setting.isRepeatable() ? values.toString() : values.get(0);
    }

    private static UsageException bad(Path file, String reason) {
        return UsageException.of("unable to configure the daemon with file " + file + ": " + reason);
    }
}
