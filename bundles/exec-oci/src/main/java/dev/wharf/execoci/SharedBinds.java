package dev.wharf.execoci;

import dev.wharf.execoci.config.MountConfig;
import dev.wharf.spi.Mount;
import dev.wharf.spi.exec.TaskMount;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The binds below which the host shall see what the container mounts. The starter clones them before it makes the mounts of
 * its namespace slaves, and the runtime is given the clones.
 *
 * @param mounts all mounts of a task
 */
record SharedBinds(List<TaskMount> mounts) {
    SharedBinds {
        mounts = List.copyOf(mounts);
    }

    private static boolean isShared(TaskMount mount) {
        return mount.mount().type().equals("bind") && MountConfig.isShared(mount.mount());
    }

    /** Their folders, in order. */
    List<String> sources() {
        return mounts.stream()
                .filter(SharedBinds::isShared)
                .map(mount -> mount.mount().source())
                .toList();
    }

    /** All mounts, with the clones in place of those. */
    List<TaskMount> cloned(Path folder) {
        List<TaskMount> all = new ArrayList<>();
        int next = 0;
        for (TaskMount mount : mounts) {
            if (isShared(mount)) {
                String clone = folder.resolve(Integer.toString(next++)).toString();
                all.add(new TaskMount(Mount.of("bind", clone, mount.mount().options()), mount.target()));
            } else {
                all.add(mount);
            }
        }
        return all;
    }
}
