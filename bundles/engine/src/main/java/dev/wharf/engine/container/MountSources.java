package dev.wharf.engine.container;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.MountPoint;
import dev.wharf.engine.api.container.MountRequest;
import dev.wharf.engine.check.MountChecks;
import dev.wharf.engine.root.SharedMounts;
import dev.wharf.engine.spec.Paths;
import dev.wharf.spi.volume.MountedVolume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** The sources of a container's mounts: folders of the host, and volumes that are mounted while somebody uses them. */
final class MountSources {
    private static final String SHARED_VOLUME = "rslave";
    private static final String READER = ".files";

    private final Site site;

    MountSources(Site site) {
        this.site = site;
    }

    /**
     * Makes ready what a container mounts when it starts.
     *
     * @return its mounts with the folders where they are at present
     * @throws EngineException InvalidArgument for a source that cannot be used as asked, Unavailable while the driver of a
     *     volume is away, NotFound for a volume that is gone, Internal
     */
    List<MountPoint> ready(ContainerRecord record, Steps steps) {
        return record.mounts().stream()
                .map(mount ->
                        mount.kind() == MountPoint.Kind.VOLUME ? mounted(record, mount, steps) : there(record, mount))
                .toList();
    }

    private MountPoint mounted(ContainerRecord record, MountPoint mount, Steps steps) {
        MountedVolume volume = site.volumes().mounts().mount(mount.volume(), mount.driver(), record.id());
        steps.made(() -> site.volumes().mounts().unmount(mount.volume(), mount.driver(), record.id()));
        MountPoint there = at(mount, volume);
        site.volumes().mounts().tellMounted(record.id(), there);
        return there;
    }

    private static MountPoint at(MountPoint mount, MountedVolume volume) {
        return new MountPoint(
                mount.kind(),
                mount.volume(),
                mount.driver(),
                volume.folder().toString(),
                mount.destination(),
                mount.mode(),
                mount.readWrite(),
                volume.shared() ? SHARED_VOLUME : mount.propagation());
    }

    private MountPoint there(ContainerRecord record, MountPoint mount) {
        boolean mustBeThere = record.hostConfig().mounts().stream()
                .anyMatch(asked -> asked instanceof MountRequest.Bind
                        && Paths.clean(asked.target()).equals(mount.destination()));
        if (mustBeThere) {
            MountChecks.requireSource(mount.source());
        }
        return made(mount);
    }

    /** A missing source of a bind becomes a folder; Docker 1.9.1, volume/volume.go. */
    private MountPoint made(MountPoint mount) {
        Path source = Path.of(mount.source());
        try {
            if (!Files.exists(source)) {
                Files.createDirectories(source);
                Files.setPosixFilePermissions(source, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        } catch (IOException e) {
            throw new EngineException.InvalidArgument(
                    "error while creating mount source path '" + mount.source() + "': " + e.getMessage(), e);
        }
        if (!new DaemonFolderRule(site.table().settings().dataRoot()).concerns(mount.source())) {
            SharedMounts.ofHost().check(mount.source(), mount.propagation());
        }
        return mount;
    }

    /** Mounts the volumes of a running container again, as for the daemon before: nothing happens where they are mounted. */
    void again(ContainerRecord record, String driver) {
        volumes(record)
                .filter(mount -> mount.driver().equals(driver))
                .forEach(mount -> site.volumes().mounts().mount(mount.volume(), driver, record.id()));
    }

    /** Lets go of the volumes of a container that does not run any more. */
    void end(ContainerRecord record) {
        volumes(record).forEach(mount -> {
            site.volumes().mounts().unmount(mount.volume(), mount.driver(), record.id());
            site.volumes().mounts().tellUnmounted(record.id(), mount);
        });
    }

    /** Lets go of the volumes that a container may have, when it does not run and nobody works with its files. */
    void clear(ContainerRecord record) {
        volumes(record).forEach(mount -> {
            site.volumes().mounts().unmount(mount.volume(), mount.driver(), record.id());
            site.volumes().mounts().unmount(mount.volume(), mount.driver(), record.id() + READER);
        });
    }

    /** Mounts volumes for those who work with the files of a container; {@link #endReading} undoes it. */
    List<MountPoint> read(ContainerRecord record, Steps steps) {
        return record.mounts().stream()
                .map(mount -> mount.kind() == MountPoint.Kind.VOLUME ? read(record, mount, steps) : mount)
                .toList();
    }

    private MountPoint read(ContainerRecord record, MountPoint mount, Steps steps) {
        String user = record.id() + READER;
        MountedVolume volume = site.volumes().mounts().mount(mount.volume(), mount.driver(), user);
        steps.made(() -> site.volumes().mounts().unmount(mount.volume(), mount.driver(), user));
        return at(mount, volume);
    }

    /** Nobody works with the files of a container any more. */
    void endReading(ContainerRecord record) {
        volumes(record)
                .forEach(
                        mount -> site.volumes().mounts().unmount(mount.volume(), mount.driver(), record.id() + READER));
    }

    private static java.util.stream.Stream<MountPoint> volumes(ContainerRecord record) {
        return record.mounts().stream().filter(mount -> mount.kind() == MountPoint.Kind.VOLUME);
    }
}
