package dev.wharf.engine.container;

/** Who mounts a volume. */
final class MountUse {
    private MountUse() {}

    /** Whether a container mounts it, running or not. */
    static boolean isUsed(ContainerTable table, String volume) {
        return table.all().stream()
                .flatMap(container -> container.record().mounts().stream())
                .anyMatch(mount -> mount.volume().equals(volume));
    }
}
