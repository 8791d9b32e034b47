package dev.wharf.volume.local;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of bytes as Docker's clients write them, {@code 10m}; docker/go-units, RAMInBytes. */
final class Bytes {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,18}(?:\\.\\d{1,9})?) ?([kKmMgGtTpP]?)[iI]?[bB]?");
    private static final String UNITS = "kmgtp";

    private Bytes() {}

    /**
     * Reads a number.
     *
     * @throws DriverException INVALID_ARGUMENT
     */
    static long of(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new DriverException(Kind.INVALID_ARGUMENT, "invalid size: '" + text + "'");
        }
        String unit = matcher.group(2).toLowerCase(Locale.ROOT);
        int power = unit.isEmpty() ? 0 : UNITS.indexOf(unit) + 1;
        return (long) (Double.parseDouble(matcher.group(1)) * Math.pow(1024, power));
    }
}
