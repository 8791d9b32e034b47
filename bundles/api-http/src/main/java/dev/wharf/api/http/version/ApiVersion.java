package dev.wharf.api.http.version;

import java.util.Comparator;
import java.util.Optional;

/**
 * A version of the Remote API. Versions are compared number by number: 1.9 is older than 1.10.
 *
 * @param major first number
 * @param minor second number
 */
public record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {

    /** The newest version that is served; also that of a request without one. */
    public static final ApiVersion NEWEST = new ApiVersion(1, 21);

    /** The oldest version that is served. */
    public static final ApiVersion OLDEST = new ApiVersion(1, 0);

    private static final Comparator<ApiVersion> ORDER =
            Comparator.comparingInt(ApiVersion::major).thenComparingInt(ApiVersion::minor);

    /** Checks that both numbers are natural. */
    public ApiVersion {
        if (major < 0 || minor < 0) {
            throw new IllegalArgumentException("negative version: " + major + "." + minor);
        }
    }

    /**
     * Reads the digits and dots of a path prefix. A missing second number is 0, leading zeros do not count, and
     * numbers after the second one are ignored.
     *
     * @return empty when the text is anything else
     */
    public static Optional<ApiVersion> parse(String text) {
        if (!text.matches("[0-9]+(\\.[0-9]+)*")) {
            return Optional.empty();
        }
        String[] numbers = text.split("\\.", 3);
        return Optional.of(new ApiVersion(number(numbers[0]), numbers.length > 1 ? number(numbers[1]) : 0));
    }

    /** Whether this version came before that one. */
    public boolean isBefore(ApiVersion other) {
        return compareTo(other) < 0;
    }

    @Override
    public int compareTo(ApiVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }

    private static int number(String digits) {
        String significant = digits.replaceFirst("^0+(?=.)", "");
        return significant.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(significant);
    }
}
