package dev.wharf.execoci.config;

import dev.wharf.spi.Mount;
import dev.wharf.spi.exec.TaskMount;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A mount of config.json. */
public final class MountConfig {
    /** Labels of SELinux, which runtimes would hand to the file system. */
    private static final Set<String> UNKNOWN_TO_RUNTIMES = Set.of("z", "Z", "defaults");

    private MountConfig() {}

    static Map<String, Object> json(TaskMount mount) {
        List<String> options = mount.mount().options().stream()
                .filter(option -> !UNKNOWN_TO_RUNTIMES.contains(option))
                .toList();
        return Map.of(
                "destination", mount.target(),
                "type", mount.mount().type(),
                "source", mount.mount().source(),
                "options", options);
    }

    /** Whether mounts that the container makes below it shall be seen by the host. */
    public static boolean isShared(Mount mount) {
        return mount.has("shared") || mount.has("rshared");
    }
}
