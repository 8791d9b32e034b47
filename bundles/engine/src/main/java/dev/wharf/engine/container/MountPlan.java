package dev.wharf.engine.container;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.ContainerConfig;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.container.MountPoint;
import dev.wharf.engine.spec.BindSpec;
import dev.wharf.engine.volume.VolumeFolders;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Decides on the binds and volumes of a container; Docker 1.9.1, daemon/volumes_unix.go. */
final class MountPlan {
    private static final String DEFAULT_VOLUME_MODE = "z";

    private final ContainerTable table;
    private final VolumeFolders volumes;

    MountPlan(ContainerTable table, VolumeFolders volumes) {
        this.table = table;
        this.volumes = volumes;
    }

    /**
     * The mounts: those of other containers, then the container's own binds, which win, then a new volume for each path
     * of the configuration that has none yet.
     *
     * @throws EngineException NotFound for a container or a volume driver, InvalidArgument
     */
    List<MountPoint> of(ContainerConfig config, HostConfig hostConfig) {
        checkDriver(hostConfig.volumeDriver());
        Map<String, MountPoint> byTarget = new LinkedHashMap<>();
        hostConfig.volumesFrom().forEach(from -> inherited(from).forEach(mount -> put(byTarget, mount)));
        hostConfig.binds().forEach(bind -> put(byTarget, own(BindSpec.parse(bind))));
        for (String path : config.volumes()) {
            String target = BindSpec.target(path, path);
            if (!byTarget.containsKey(target) && !hostConfig.tmpfs().containsKey(path)) {
                put(byTarget, volume(volumes.anonymousName(), target, "", true));
            }
        }
        return new ArrayList<>(byTarget.values());
    }

    private static void put(Map<String, MountPoint> byTarget, MountPoint mount) {
        byTarget.put(mount.destination(), mount);
    }

    private MountPoint own(BindSpec bind) {
        if (!bind.isHostPath()) {
            String mode = bind.mode().isEmpty() ? DEFAULT_VOLUME_MODE : bind.mode();
            return volume(bind.source(), bind.target(), mode, bind.isReadWrite());
        }
        return new MountPoint(
                MountPoint.Kind.BIND,
                "",
                "",
                bind.source(),
                bind.target(),
                bind.mode(),
                bind.isReadWrite(),
                bind.propagation());
    }

    private MountPoint volume(String name, String target, String mode, boolean readWrite) {
        return new MountPoint(
                MountPoint.Kind.VOLUME,
                name,
                VolumeFolders.DRIVER,
                volumes.content(name).toString(),
                target,
                mode,
                readWrite,
                "");
    }

    private List<MountPoint> inherited(String from) {
        int colon = from.indexOf(':');
        String reference = colon < 0 ? from : from.substring(0, colon);
        String mode = colon < 0 ? "" : from.substring(colon + 1);
        if (reference.isEmpty() || !(mode.isEmpty() || mode.equals("ro") || mode.equals("rw"))) {
            throw new EngineException.InvalidArgument(
                    reference.isEmpty()
                            ? "malformed volumes-from specification: " + from
                            : "invalid mode for volumes-from: " + mode);
        }
        return table.get(reference).record().mounts().stream()
                .map(mount -> mode.isEmpty() ? mount : with(mount, mode))
                .toList();
    }

    private static MountPoint with(MountPoint mount, String mode) {
        return new MountPoint(
                mount.kind(),
                mount.volume(),
                mount.driver(),
                mount.source(),
                mount.destination(),
                mode,
                mode.equals("rw"),
                mount.propagation());
    }

    private static void checkDriver(String driver) {
        if (!driver.isEmpty() && !driver.equals(VolumeFolders.DRIVER)) {
            throw new EngineException.NotFound(
                    "Error looking up volume plugin " + driver + ": plugin \"" + driver + "\" not found");
        }
    }
}
