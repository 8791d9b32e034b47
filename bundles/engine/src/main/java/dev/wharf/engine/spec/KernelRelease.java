package dev.wharf.engine.spec;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A release of the kernel.
 *
 * @param major first number
 * @param minor second number
 */
record KernelRelease(int major, int minor) implements Comparable<KernelRelease> {
    private static final Pattern RELEASE = Pattern.compile("([0-9]{1,5})\\.([0-9]{1,5}).*", Pattern.DOTALL);

    /** Reads a release such as {@code 4.8} or {@code 6.1.0-18-amd64}; empty for what is none. */
    static Optional<KernelRelease> parse(String text) {
        Matcher matcher = RELEASE.matcher(text);
        return matcher.matches()
                ? Optional.of(new KernelRelease(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    /** Whether this release is another one or came after it. */
    boolean isAtLeast(KernelRelease other) {
        return compareTo(other) >= 0;
    }

    @Override
    public int compareTo(KernelRelease other) {
        return Comparator.comparingInt(KernelRelease::major)
                .thenComparingInt(KernelRelease::minor)
                .compare(this, other);
    }
}
