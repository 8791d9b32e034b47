package dev.wharf.drivers.deploy;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which of two bundles of the same version goes first: a shipped one before one that was dropped, then the later content of
 * a file before the earlier ones.
 *
 * @param isDropped whether its file lies in the deploy folder
 * @param generation counts the contents of all files that were taken while the daemon ran; 0 for those of its start
 */
public record Standing(boolean isDropped, long generation) implements Comparable<Standing> {
    /** That of a bundle which the launcher installed. */
    public static final Standing SHIPPED = new Standing(false, 0);

    private static final Pattern LOCATION = Pattern.compile("(drivers|deploy):([0-9]{1,18}):.*", Pattern.DOTALL);
    private static final Comparator<Standing> ORDER = Comparator.comparing(Standing::isDropped)
            .thenComparing(Comparator.comparing(Standing::generation).reversed());

    /** That of a bundle with that location. */
    public static Standing of(String location) {
        Matcher parts = LOCATION.matcher(location);
        return parts.matches()
                ? new Standing(parts.group(1).equals("deploy"), Long.parseLong(parts.group(2)))
                : SHIPPED;
    }

    /** The location of a bundle that is made of a file; unique when the generation is. */
    String location(String file) {
        return (isDropped ? "deploy:" : "drivers:") + generation + ':' + file;
    }

    @Override
    public int compareTo(Standing other) {
        return ORDER.compare(this, other);
    }
}
