package dev.wharf.execnative.cgroup;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Set;

/**
 * A mounted tree of control groups.
 *
 * @param folder where it is mounted
 * @param name of that folder, such as {@code memory} or {@code unified}
 * @param isUnified whether it is of the second version
 * @param controllers what it controls
 */
public record Hierarchy(Path folder, String name, boolean isUnified, Set<String> controllers) {
    /** Checks and copies. */
    public Hierarchy {
        requireNonNull(folder, "folder");
        requireNonNull(name, "name");
        controllers = Set.copyOf(controllers);
    }

    /** Whether it has a controller. */
    public boolean controls(String controller) {
        return controllers.contains(controller);
    }
}
