package dev.wharf.logdriver.jsonfile;

import dev.wharf.spi.DriverException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The options of a container's log.
 *
 * @param maxSize bytes after which the file is rotated; {@link Long#MAX_VALUE} for never
 * @param maxFiles how many files are kept, with the current one
 * @param labels keys of the labels that each line bears
 * @param environment names of the variables that each line bears
 */
record JsonFileOptions(long maxSize, int maxFiles, List<String> labels, List<String> environment) {
    static final String DRIVER = "json-file";

    private static final Set<String> KNOWN = Set.of("max-size", "max-file", "labels", "env");
    /** As units.FromHumanSize of Docker 1.9: powers of 1000. */
    private static final Pattern SIZE = Pattern.compile("(\\d+)([kKmMgGtTpP]?)[bB]?");

    JsonFileOptions {
        labels = List.copyOf(labels);
        environment = List.copyOf(environment);
    }

    /**
     * Reads the options.
     *
     * @throws DriverException INVALID_ARGUMENT with Docker's text
     */
    static JsonFileOptions of(Map<String, String> options) {
        for (String name : new TreeSet<>(options.keySet())) {
            if (!KNOWN.contains(name)) {
                throw invalid("unknown log opt '" + name + "' for " + DRIVER + " log driver");
            }
        }
        return new JsonFileOptions(
                value(options, "max-size").map(JsonFileOptions::size).orElse(Long.MAX_VALUE),
                value(options, "max-file").map(JsonFileOptions::count).orElse(1),
                names(options, "labels"),
                names(options, "env"));
    }

    private static Optional<String> value(Map<String, String> options, String name) {
        return Optional.ofNullable(options.get(name));
    }

    private static List<String> names(Map<String, String> options, String name) {
        return value(options, name).stream()
                .flatMap(list -> Arrays.stream(list.split(",")))
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static long size(String text) {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            throw invalid("invalid size: '" + text + "'");
        }
        int power = matcher.group(2).isEmpty()
                ? 0
                : "kmgtp".indexOf(Character.toLowerCase(matcher.group(2).charAt(0))) + 1;
        BigInteger size = new BigInteger(matcher.group(1))
                .multiply(BigInteger.valueOf(1000).pow(power));
        if (size.signum() == 0) {
            throw invalid("max-size must be a positive number");
        }
        return size.min(BigInteger.valueOf(Long.MAX_VALUE - 1)).longValueExact();
    }

    private static int count(String text) {
        int count = parsed(text);
        if (count < 1) {
            throw invalid("max-file cannot be less than 1");
        }
        return count;
    }

    private static int parsed(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new DriverException(
                    DriverException.Kind.INVALID_ARGUMENT,
                    "strconv.ParseInt: parsing \"" + text + "\": invalid syntax",
                    e);
        }
    }

    private static DriverException invalid(String message) {
        return new DriverException(DriverException.Kind.INVALID_ARGUMENT, message);
    }
}
