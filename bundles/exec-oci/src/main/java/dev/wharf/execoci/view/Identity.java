package dev.wharf.execoci.view;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Who a process is.
 *
 * @param uid user
 * @param gid group
 * @param groups further groups
 * @param home folder; {@code /} when the user has none
 */
public record Identity(int uid, int gid, List<Integer> groups, String home) {
    /** Checks and copies. */
    public Identity {
        groups = List.copyOf(groups);
        requireNonNull(home, "home");
    }

    /** Whether it is the superuser. */
    public boolean isRoot() {
        return uid == 0;
    }
}
