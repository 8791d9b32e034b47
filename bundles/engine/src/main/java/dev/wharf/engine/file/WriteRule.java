package dev.wharf.engine.file;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.MountPoint;
import dev.wharf.engine.container.ContainerRecord;
import java.util.Comparator;
import java.util.Optional;

/**
 * Whether files may be put somewhere; Docker 1.9.1, daemon/archive.go, checkIfPathIsInAVolume. It tells the reason early: the
 * mounts themselves are read-only, too, and hold when links are changed meanwhile.
 */
final class WriteRule {
    private WriteRule() {}

    /**
     * Checks a folder.
     *
     * @param path of it, resolved
     * @throws EngineException Forbidden for a read-only volume, and for a read-only root
     */
    static void check(ContainerRecord record, String path) {
        Optional<MountPoint> mount = record.mounts().stream()
                .filter(each -> path.equals(each.destination()) || path.startsWith(each.destination() + "/"))
                .max(Comparator.comparingInt(each -> each.destination().length()));
        if (mount.isPresent() && !mount.get().readWrite()) {
            throw new EngineException.Forbidden(FileErrors.READ_ONLY_VOLUME);
        }
        if (mount.isEmpty() && record.hostConfig().security().readonlyRootfs()) {
            throw new EngineException.Forbidden(FileErrors.READ_ONLY_ROOT);
        }
    }
}
