package dev.wharf.snapshots;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The folders of a snapshot, relative to the state folder. Short, since the options of a mount name all lower ones, and
 * without the characters that aufs(5) does not allow in the path of a branch.
 *
 * @param number of the snapshot
 * @param parent number of the layer below; {@link #EMPTY}'s at the base
 */
public record SnapshotPlace(long number, long parent) {
    /** The place of the layer below the base. Its folder, where there is one, is empty for ever. */
    public static final SnapshotPlace EMPTY = new SnapshotPlace(0, 0);

    private static final Pattern NAME = Pattern.compile("([0-9]{1,18})\\.([0-9]{1,18})");

    /** The place that a folder's name tells, or empty when it tells none. */
    static Optional<SnapshotPlace> parse(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches()
                ? Optional.of(new SnapshotPlace(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    /** The name that all its folders have. */
    public String name() {
        return number + "." + parent;
    }

    /** The folder with what the snapshot changes. */
    public String diff() {
        return in("diff");
    }

    /** Its folder in another one than {@code diff}. */
    public String in(String folder) {
        return folder + "/" + name();
    }

    /** What the link of a view leads to. Nothing is there: the link alone tells all about a view. */
    String view() {
        return in("view");
    }
}
