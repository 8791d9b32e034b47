package dev.wharf.engine.container;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.MountPoint;
import dev.wharf.engine.api.volume.VolumeRequest;
import dev.wharf.engine.container.MountPlan.Planned;
import dev.wharf.engine.root.RootContent;
import dev.wharf.engine.root.SharedRoot;
import dev.wharf.engine.volume.VolumeFill;
import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Linux;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.Mount;
import dev.wharf.spi.graph.SnapshotKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the volumes of a container that is being made, and fills them with what its image has at their places. */
final class MakeVolumes {
    private static final int FOLDER = Flags.O_RDONLY | Flags.O_DIRECTORY;

    private final Site site;

    MakeVolumes(Site site) {
        this.site = site;
    }

    /**
     * Makes those that are not there. The container has them all from now on; who makes it must release its claims when it
     * is there. What is undone is that alone, and the making of anonymous ones.
     *
     * @return the plan with sources
     */
    MountPlan claim(String id, MountPlan plan, Steps steps) {
        steps.made(() -> site.volumes().release(id));
        return new MountPlan(plan.mounts().stream()
                .map(planned -> planned.isVolume() ? planned.of(claimed(id, planned, steps)) : planned)
                .toList());
    }

    private MountPoint claimed(String id, Planned planned, Steps steps) {
        MountPoint point = planned.point();
        var request = new VolumeRequest(point.volume(), point.driver(), Map.of(), Map.of());
        if (planned.isAnonymous()) {
            steps.made(() -> {
                site.volumes().release(id);
                site.volumes().removeAnonymous(point.volume());
            });
        }
        String source = site.volumes().claim(id, request, planned.isAnonymous()).mountpoint();
        return new MountPoint(
                point.kind(),
                point.volume(),
                point.driver(),
                source,
                point.destination(),
                point.mode(),
                point.readWrite(),
                point.propagation());
    }

    /** Copies content of the image into those that are empty. The snapshot of the container must be there. */
    void fill(ContainerRecord record, MountPlan plan) {
        List<MountPoint> filled = plan.mounts().stream()
                .filter(Planned::isFilled)
                .map(Planned::point)
                .toList();
        if (filled.isEmpty()) {
            return;
        }
        try (ImageRoot root = new ImageRoot(record)) {
            for (MountPoint point : filled) {
                VolumeFill.Source source = () -> root.folder(point.destination());
                site.volumes().fill(point.volume(), source);
            }
        } finally {
            site.roots().unmount(record.id()); // the container is started on a mount of its own
        }
    }

    /** The root of the container, mounted at first use. */
    private final class ImageRoot implements AutoCloseable {
        private final ContainerRecord record;
        private Optional<SharedRoot> root = Optional.empty();

        ImageRoot(ContainerRecord record) {
            this.record = record;
        }

        Optional<Fd> folder(String path) {
            SharedRoot mounted = root.orElseGet(this::mounted);
            try (Fd top = Linux.kernel().files().open(mounted.bare().toString(), FOLDER, 0)) {
                return Optional.of(Linux.kernel().files().openIn(top, path, FOLDER, 0));
            } catch (LinuxException e) {
                if (e.is(Errno.ENOENT)) {
                    return Optional.empty();
                }
                if (e.is(Errno.ENOTDIR)) {
                    throw new EngineException.InvalidArgument(
                            "cannot mount volume over existing file, file exists " + path, e);
                }
                throw e;
            }
        }

        private SharedRoot mounted() {
            SnapshotKey key = new SnapshotKey(record.id());
            List<Mount> layers = site.drivers().graph().call(record.graphDriver(), driver -> driver.mounts(key));
            SharedRoot mounted =
                    site.roots().mount(record.id(), new RootContent(layers, Optional.empty(), List.of(), false));
            root = Optional.of(mounted);
            return mounted;
        }

        @Override
        public void close() {
            root.ifPresent(SharedRoot::close);
        }
    }
}
