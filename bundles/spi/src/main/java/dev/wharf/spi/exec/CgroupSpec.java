package dev.wharf.spi.exec;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The cgroup of a task.
 *
 * @param parent path of the parent in every hierarchy, such as {@code /docker}; resolved below the hierarchy's root
 * @param name of the task's own group
 * @param resources limits
 * @param devices the devices that may be used; all others are denied
 */
public record CgroupSpec(String parent, String name, Resources resources, List<DeviceRule> devices) {
    /** Checks and copies. */
    public CgroupSpec {
        requireNonNull(parent, "parent");
        requireNonNull(name, "name");
        requireNonNull(resources, "resources");
        devices = List.copyOf(devices);
    }
}
