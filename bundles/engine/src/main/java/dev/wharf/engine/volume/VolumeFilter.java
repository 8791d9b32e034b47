package dev.wharf.engine.volume;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.volume.Volume;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Which volumes are listed; Docker 20.10, volume/service/convert.go, and 1.9.1 for more than one value of dangling. */
final class VolumeFilter {
    private static final Set<String> TRUE = Set.of("1", "t", "T", "true", "TRUE", "True");
    private static final Set<String> FALSE = Set.of("0", "f", "F", "false", "FALSE", "False");
    private static final String DANGLING = "dangling";

    private final Predicate<String> isUsed;

    /** Asks which volumes a container has. */
    VolumeFilter(Predicate<String> isUsed) {
        this.isUsed = isUsed;
    }

    /**
     * All conditions at once.
     *
     * @throws EngineException InvalidArgument for an unknown filter or value, Conflict for two values of dangling
     */
    Predicate<Volume> of(Map<String, List<String>> filters) {
        return filters.entrySet().stream()
                .map(filter -> of(filter.getKey(), filter.getValue()))
                .reduce(volume -> true, Predicate::and);
    }

    private Predicate<Volume> of(String name, List<String> values) {
        return switch (name) {
            case DANGLING -> dangling(values);
            case "name" -> any(values, (volume, value) -> matches(value, volume.name()));
            case "driver" -> any(values, (volume, value) -> volume.driver().equals(value));
            case "label" -> volume -> values.stream().allMatch(value -> hasLabel(volume, value));
            default -> throw new EngineException.InvalidArgument("Invalid filter '" + name + "'");
        };
    }

    private Predicate<Volume> dangling(List<String> values) {
        if (values.size() > 1) {
            throw new EngineException.Conflict("Conflict: cannot use more than 1 value for `dangling` filter");
        }
        if (values.isEmpty()) {
            return volume -> true;
        }
        String value = values.get(0);
        if (!TRUE.contains(value) && !FALSE.contains(value)) {
            throw new EngineException.InvalidArgument("Invalid filter 'dangling=[" + value + "]'");
        }
        return volume -> isUsed.test(volume.name()) != TRUE.contains(value);
    }

    private static Predicate<Volume> any(List<String> values, Condition condition) {
        return volume -> values.isEmpty() || values.stream().anyMatch(value -> condition.holds(volume, value));
    }

    private static boolean matches(String pattern, String name) {
        if (name.equals(pattern)) {
            return true;
        }
        try {
            return Pattern.compile(pattern).matcher(name).find();
        } catch (PatternSyntaxException ignored) {
            return name.contains(pattern); // no pattern, so a part of a name
        }
    }

    private static boolean hasLabel(Volume volume, String condition) {
        int equals = condition.indexOf('=');
        String key = equals < 0 ? condition : condition.substring(0, equals);
        Optional<String> value = Optional.ofNullable(volume.labels().get(key));
        return value.filter(label -> equals < 0 || label.equals(condition.substring(equals + 1)))
                .isPresent();
    }

    /** A condition that a value states. */
    @FunctionalInterface
    private interface Condition {
        boolean holds(Volume volume, String value);
    }
}
