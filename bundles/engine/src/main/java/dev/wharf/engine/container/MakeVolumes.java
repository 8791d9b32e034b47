package dev.wharf.engine.container;

import dev.wharf.drivers.Drivers;
import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.MountPoint;
import dev.wharf.engine.api.image.ImageRoots.RootLayer;
import dev.wharf.engine.api.volume.VolumeRequest;
import dev.wharf.engine.container.MountPlan.Planned;
import dev.wharf.engine.name.Ids;
import dev.wharf.engine.root.RootContent;
import dev.wharf.engine.root.SharedRoot;
import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Linux;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.Mount;
import dev.wharf.spi.graph.GraphDriver;
import dev.wharf.spi.graph.LayerId;
import dev.wharf.spi.graph.SnapshotKey;
import java.nio.file.Path;
import java.util.List;
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
        var request = new VolumeRequest(point.volume(), point.driver(), planned.options(), planned.labels());
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

    /** Copies content of an image into those that are empty. */
    void fill(RootLayer image, MountPlan plan) {
        List<MountPoint> filled = plan.mounts().stream()
                .filter(Planned::isFilled)
                .map(Planned::point)
                .toList();
        if (filled.isEmpty()) {
            return;
        }
        try (ImageRoot root = new ImageRoot(image)) {
            for (MountPoint point : filled) {
                site.volumes().fill(point.volume(), () -> root.folder(point.destination()));
            }
        }
    }

    /**
     * The root of an image, mounted at first use. It is a view and not the snapshot of the container, as to unmount an
     * overlay that can be written takes a hundred times as long.
     */
    private final class ImageRoot implements AutoCloseable {
        private final RootLayer image;
        private final Steps steps = new Steps();
        private Optional<Path> top = Optional.empty();

        ImageRoot(RootLayer image) {
            this.image = image;
        }

        Optional<Fd> folder(String path) {
            Path mounted = top.orElseGet(this::mounted);
            try (Fd root = Linux.kernel().files().open(mounted.toString(), FOLDER, 0)) {
                return Optional.of(Linux.kernel().files().openIn(root, path, FOLDER, 0));
            } catch (LinuxException e) {
                if (e.is(Errno.ENOENT)) {
                    return Optional.empty();
                }
                if (e.is(Errno.ENOTDIR)) {
                    throw new EngineException.InvalidArgument(
                            "cannot mount volume over existing file, file exists " + path, e);
                }
                throw new EngineException.Internal("content of the image at " + path + ": " + e.getMessage(), e);
            }
        }

        /** Under an id of its own, so that what a crash leaves is swept. */
        private Path mounted() {
            String id = new Ids().next();
            SnapshotKey key = new SnapshotKey(id);
            site.table().announce(id);
            steps.made(() -> site.table().forget(id));
            Drivers<GraphDriver> graph = site.drivers().graph();
            List<Mount> layers =
                    graph.call(image.graphDriver(), driver -> driver.view(key, new LayerId(image.layerId())));
            steps.made(() -> graph.call(image.graphDriver(), driver -> {
                driver.remove(key);
                return Boolean.TRUE;
            }));
            SharedRoot root = site.roots().mount(id, new RootContent(layers, Optional.empty(), List.of(), false));
            steps.made(() -> {
                root.close();
                site.roots().unmount(id);
            });
            top = Optional.of(root.bare());
            return root.bare();
        }

        @Override
        public void close() {
            steps.close();
        }
    }
}
