package dev.wharf.engine.container;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.ContainerConfig;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.container.MountPoint;
import dev.wharf.engine.api.container.MountRequest;
import dev.wharf.engine.container.MountPlan.Planned;
import dev.wharf.engine.spec.BindSpec;
import dev.wharf.engine.spec.Paths;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Decides on the binds and volumes of a container; Docker 20.10, daemon/volumes.go and daemon/create_unix.go. */
final class PlanMounts {
    private static final String LOCAL = "local";
    private static final String LOCAL_MODE = "z";

    private final Site site;

    PlanMounts(Site site) {
        this.site = site;
    }

    /**
     * The mounts: those of other containers, then the container's own binds and mounts, which win, then a new volume for each
     * path of the configuration that has none yet.
     *
     * @throws EngineException NotFound for a container or a volume driver, InvalidArgument
     */
    MountPlan of(ContainerConfig config, HostConfig hostConfig) {
        Map<String, Planned> byTarget = new LinkedHashMap<>();
        hostConfig.volumesFrom().forEach(from -> inherited(from).forEach(mount -> put(byTarget, mount)));
        Set<String> taken =
                hostConfig.tmpfs().keySet().stream().map(Paths::clean).collect(Collectors.toSet());
        Set<String> own = new HashSet<>(taken);
        for (String text : hostConfig.binds()) {
            BindSpec bind = BindSpec.parse(text);
            if (!own.add(bind.target())) {
                throw new EngineException.InvalidArgument("Duplicate bind mount " + bind.target());
            }
            put(byTarget, own(bind, text, hostConfig.volumeDriver()));
        }
        hostConfig.mounts().forEach(mount -> put(byTarget, own(mount)));
        for (String path : config.volumes()) {
            String target = BindSpec.target(path, path);
            if (!byTarget.containsKey(target) && !taken.contains(target)) {
                MountPoint point =
                        volume(site.volumes().anonymousName(), driver(hostConfig.volumeDriver()), target, "", true);
                put(byTarget, new Planned(point, true, isFilled(point)));
            }
        }
        return new MountPlan(new ArrayList<>(byTarget.values()));
    }

    private static void put(Map<String, Planned> byTarget, Planned mount) {
        byTarget.put(mount.point().destination(), mount);
    }

    private Planned own(BindSpec bind, String text, String volumeDriver) {
        if (bind.isHostPath()) {
            refuse(bind.isNoCopy(), text, "bind", "VolumeOptions");
            return new Planned(bind(bind), false, false);
        }
        refuse(bind.hasPropagation(), text, "volume", "BindOptions");
        String driver = driver(bind.source(), volumeDriver);
        MountPoint point =
                volume(bind.source(), driver, bind.target(), modeOrDefault(bind.mode(), driver), bind.isReadWrite());
        return new Planned(point, false, isFilled(point) && !bind.isNoCopy());
    }

    private Planned own(MountRequest mount) {
        return mount instanceof MountRequest.Volume volume ? own(volume) : own((MountRequest.Bind) mount);
    }

    private Planned own(MountRequest.Bind mount) {
        String source = Paths.clean(mount.source());
        MountPoint point = bind(new BindSpec(source, Paths.clean(mount.target()), mount.propagation()));
        return new Planned(
                new MountPoint(
                        point.kind(),
                        "",
                        "",
                        source,
                        point.destination(),
                        "",
                        !mount.isReadOnly(),
                        point.propagation()),
                false,
                false);
    }

    private Planned own(MountRequest.Volume mount) {
        boolean isAnonymous = mount.name().isEmpty();
        String name = isAnonymous ? site.volumes().anonymousName() : mount.name();
        String driver = driver(name, mount.driver());
        MountPoint point =
                volume(name, driver, Paths.clean(mount.target()), modeOrDefault("", driver), !mount.isReadOnly());
        boolean isFilled = isFilled(point) && !mount.isNoCopy();
        return new Planned(point, isAnonymous, isFilled, mount.options(), mount.labels());
    }

    /** The text is that of Docker 20.10, volume/mounts/validate.go. */
    private static void refuse(boolean isWrong, String text, String type, String field) {
        if (isWrong) {
            throw new EngineException.InvalidArgument("invalid volume specification: '" + text
                    + "': invalid mount config for type \"" + type + "\": field " + field + " must not be specified");
        }
    }

    private MountPoint bind(BindSpec bind) {
        return new MountPoint(
                MountPoint.Kind.BIND,
                "",
                "",
                bind.source(),
                bind.target(),
                bind.mode(),
                bind.isReadWrite(),
                new DaemonFolderRule(site.table().settings().dataRoot()).propagation(bind));
    }

    /** Of a volume that may be there already. */
    private String driver(String volume, String asked) {
        return asked.isEmpty() ? site.volumes().driver(volume).orElseGet(() -> driver("")) : asked;
    }

    private String driver(String asked) {
        return asked.isEmpty() ? site.drivers().volume().defaultName() : asked;
    }

    /** Volumes of other drivers, and those that the configuration asks for, have none. */
    private static String modeOrDefault(String mode, String driver) {
        return mode.isEmpty() && driver.equals(LOCAL) ? LOCAL_MODE : mode;
    }

    private static MountPoint volume(String name, String driver, String target, String mode, boolean readWrite) {
        return new MountPoint(MountPoint.Kind.VOLUME, name, driver, "", target, mode, readWrite, "");
    }

    /** Other drivers' volumes are what they are. */
    private static boolean isFilled(MountPoint volume) {
        return volume.driver().equals(LOCAL);
    }

    private List<Planned> inherited(String from) {
        int colon = from.indexOf(':');
        String reference = colon < 0 ? from : from.substring(0, colon);
        String mode = colon < 0 ? "" : from.substring(colon + 1);
        if (reference.isEmpty()) {
            throw new EngineException.InvalidArgument("malformed volumes-from specification: " + from);
        }
        if (!BindSpec.isValidInheritedMode(mode)) {
            throw new EngineException.InvalidArgument("invalid mode for volumes-from: " + mode);
        }
        return site.table().get(reference).record().mounts().stream()
                .map(mount -> new Planned(inherited(mount, !BindSpec.isReadOnly(mode)), false, false))
                .toList();
    }

    /** What cannot be written there cannot be written here. */
    private static MountPoint inherited(MountPoint mount, boolean readWrite) {
        return new MountPoint(
                mount.kind(),
                mount.volume(),
                mount.driver(),
                mount.source(),
                mount.destination(),
                "",
                mount.readWrite() && readWrite,
                mount.propagation());
    }
}
