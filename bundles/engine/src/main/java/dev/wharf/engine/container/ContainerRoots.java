package dev.wharf.engine.container;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.root.RootContent;
import dev.wharf.engine.root.SharedRoot;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.Linux;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.Mount;
import dev.wharf.spi.exec.Task;
import dev.wharf.spi.graph.SnapshotKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Opens the roots of containers: the mount that one has when it runs, else its snapshot, mounted for the purpose. Either way
 * with binds and volumes and without what else a running container mounts: nobody wants all of /proc and /sys in a tar, and
 * some files there can be read for ever. Thread-safe.
 */
@Component(service = ContainerRoots.class)
public final class ContainerRoots {
    private static final int FOLDER = Flags.O_PATH | Flags.O_DIRECTORY;

    private final Site site;
    private final Adoption adoption;
    private final Tasks tasks;
    private final RootBinds binds;
    private final MountSources sources;
    private final Supplier<Kernel> kernel;
    private final Function<Task, Optional<Fd>> tree;

    /** Opens roots of the containers of a supervisor. */
    @Activate
    public ContainerRoots(@Reference Supervisor supervisor) {
        this(supervisor, Linux::kernel, new TaskTree(Linux::kernel)::of);
    }

    /**
     * As the other one.
     *
     * @param kernel asked for at first use
     * @param tree the mount that a task has as its root; empty when it has ended
     */
    ContainerRoots(Supervisor supervisor, Supplier<Kernel> kernel, Function<Task, Optional<Fd>> tree) {
        site = supervisor.site();
        adoption = new Adoption(supervisor);
        tasks = new Tasks(site.drivers().execution());
        binds = new RootBinds(site);
        sources = new MountSources(site);
        this.kernel = kernel;
        this.tree = tree;
    }

    /**
     * Opens the root with binds and volumes.
     *
     * @param container name or id
     * @throws EngineException NotFound, Conflict when it is being removed, Unavailable while a driver is away or when it is
     *     dead, Internal
     */
    public ContainerRoot open(String container) {
        return open(container, SharedRoot::full);
    }

    /**
     * Opens the root as its image and its changes make it.
     *
     * @param container name or id
     * @throws EngineException as {@link #open}
     */
    public ContainerRoot openBare(String container) {
        return open(container, SharedRoot::bare);
    }

    private ContainerRoot open(String name, Function<SharedRoot, Path> part) {
        LiveContainer container = site.table().get(name);
        adoption.adopt(container);
        try {
            return container.step(() -> {
                UseRule.check(container);
                SharedRoot root = site.roots().share(container.id()).orElseGet(() -> mount(container));
                return opened(container, root, part.apply(root));
            });
        } catch (LinuxException e) {
            throw new EngineException.Internal("root of container " + container.id() + ": " + e.getMessage(), e);
        }
    }

    private ContainerRoot opened(LiveContainer container, SharedRoot root, Path folder) {
        boolean isOpen = false;
        try {
            Fd descriptor = kernel.get().files().open(folder.toString(), FOLDER, 0);
            isOpen = true;
            return new ContainerRoot(container, descriptor, root);
        } finally {
            if (!isOpen) {
                root.close();
            }
        }
    }

    /** A task that has just ended, which nobody knows yet, leaves the snapshot free. */
    private SharedRoot mount(LiveContainer container) {
        Optional<Fd> live = container.state().hasProcess() ? tasks.ask(container, tree) : Optional.empty();
        try (Steps steps = new Steps()) {
            List<Mount> layers = live.isPresent() ? List.of() : layers(container.record());
            SharedRoot root = site.roots().mount(container.id(), content(container.record(), layers, live, steps));
            steps.keep();
            return root;
        } finally {
            live.ifPresent(Fd::close);
        }
    }

    /** Volumes are mounted for this; that ends with the mount of the root. */
    private RootContent content(ContainerRecord record, List<Mount> layers, Optional<Fd> live, Steps steps) {
        List<RootContent.Bind> mounts = binds.of(record, sources.read(record, steps));
        boolean readOnly = record.hostConfig().security().readonlyRootfs();
        return new RootContent(layers, live, mounts, readOnly, () -> sources.endReading(record));
    }

    private List<Mount> layers(ContainerRecord record) {
        SnapshotKey key = new SnapshotKey(record.id());
        return site.drivers().graph().call(record.graphDriver(), driver -> driver.mounts(key));
    }
}
