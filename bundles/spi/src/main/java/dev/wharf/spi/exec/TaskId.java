package dev.wharf.spi.exec;

import dev.wharf.spi.Identifiers;

/**
 * The id of a task or of a further process in one; usable as a file and cgroup name.
 *
 * @param value 1 to 128 letters, digits and {@code _.-}
 */
public record TaskId(String value) {
    /** Checks the grammar. */
    public TaskId {
        Identifiers.checked("task id", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
