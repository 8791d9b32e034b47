package dev.wharf.graphdriver.aufs;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The folders of a snapshot, relative to the state folder. Short, since the options of a mount name all branches, and
 * without the characters that aufs(5) does not allow in the path of a branch.
 *
 * @param number of the snapshot
 * @param parent number of the layer below; 0 at the base
 */
record SnapshotPlace(long number, long parent) {
    private static final Pattern NAME = Pattern.compile("([0-9]{1,18})\\.([0-9]{1,18})");

    /** The place that a folder's name tells, or empty when it tells none. */
    static Optional<SnapshotPlace> parse(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches()
                ? Optional.of(new SnapshotPlace(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    /** The name that its folder has. */
    String name() {
        return number + "." + parent;
    }

    /** The folder with what the snapshot changes. */
    String diff() {
        return "diff/" + name();
    }

    /** What the link of a view leads to. Nothing is there: the link alone tells all about a view. */
    String view() {
        return "view/" + name();
    }
}
