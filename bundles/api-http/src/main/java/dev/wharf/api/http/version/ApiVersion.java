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

    /** The first two count; the third stands for all behind them. */
    private static final int NUMBERS = 3;

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
        int[] numbers = new int[NUMBERS];
        int index = 0;
        boolean isNumber = false;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character >= '0' && character <= '9') {
                numbers[Math.min(index, NUMBERS - 1)] =
                        appended(numbers[Math.min(index, NUMBERS - 1)], character - '0');
                isNumber = true;
            } else if (character == '.' && isNumber) {
                index++;
                isNumber = false;
            } else {
                return Optional.empty();
            }
        }
        return isNumber ? Optional.of(new ApiVersion(numbers[0], numbers[1])) : Optional.empty();
    }

    /** Whether this version came before that one. */
    public boolean isBefore(ApiVersion other) {
        return major != other.major ? major < other.major : minor < other.minor;
    }

    @Override
    public int compareTo(ApiVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }

    /** A number too large to be a version stays as large as can be. */
    private static int appended(int number, int digit) {
        return (int) Math.min(Integer.MAX_VALUE, 10L * number + digit);
    }
}
