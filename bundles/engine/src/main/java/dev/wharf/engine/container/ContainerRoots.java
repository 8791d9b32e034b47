package dev.wharf.engine.container;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.root.RootContent;
import dev.wharf.engine.root.RootUse;
import dev.wharf.engine.root.SharedRoot;
import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.Linux;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.exec.RootHandle;
import dev.wharf.spi.exec.Task;
import dev.wharf.spi.graph.SnapshotKey;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Opens the roots of containers: that of the processes when it runs, else the snapshot, mounted for the purpose. Thread-safe.
 */
@Component(service = ContainerRoots.class)
public final class ContainerRoots {
    private static final int FOLDER = Flags.O_PATH | Flags.O_DIRECTORY;

    private final Site site;
    private final Adoption adoption;
    private final Tasks tasks;
    private final RootBinds binds;
    private final Supplier<Kernel> kernel;

    /** Opens roots of the containers of a supervisor. */
    @Activate
    public ContainerRoots(@Reference Supervisor supervisor) {
        this(supervisor, Linux::kernel);
    }

    /** As the other one, with a kernel that is asked for at first use. */
    ContainerRoots(Supervisor supervisor, Supplier<Kernel> kernel) {
        site = supervisor.site();
        adoption = new Adoption(supervisor);
        tasks = new Tasks(site.drivers().execution());
        binds = new RootBinds(site);
        this.kernel = kernel;
    }

    /**
     * Opens the root with all that is mounted there.
     *
     * @param container name or id
     * @throws EngineException NotFound, Conflict when it is being removed, Unavailable while a driver is away or when it is
     *     dead, Internal
     */
    public ContainerRoot open(String container) {
        return open(container, this::ofTask, root -> root.full().toString());
    }

    /**
     * Opens the root as its image and its changes make it, without what is mounted on it.
     *
     * @param container name or id
     * @throws EngineException as {@link #open}
     */
    public ContainerRoot openBare(String container) {
        return open(container, this::ofNamespace, root -> root.bare().toString());
    }

    private ContainerRoot open(String name, Function<Task, Fd> running, Function<SharedRoot, String> stopped) {
        LiveContainer container = site.table().get(name);
        adoption.adopt(container);
        return container.step(() -> {
            UseRule.check(container);
            Optional<ContainerRoot> live =
                    container.state().hasProcess() ? running(container, running) : Optional.empty();
            return live.orElseGet(() -> stopped(container, stopped));
        });
    }

    /** Empty when the container has just ended. */
    private Optional<ContainerRoot> running(LiveContainer container, Function<Task, Fd> open) {
        RootUse use = UseRule.begin(site, container);
        Optional<Fd> root = Optional.empty();
        try {
            root = tasks.ask(container, task -> ifAlive(task, open));
            return root.map(descriptor -> new ContainerRoot(container, descriptor, use));
        } catch (LinuxException e) {
            throw notOpened(container, e);
        } finally {
            if (root.isEmpty()) {
                use.close();
            }
        }
    }

    private static Optional<Fd> ifAlive(Task task, Function<Task, Fd> open) {
        try {
            return Optional.of(open.apply(task));
        } catch (DriverException e) {
            if (e.kind() == DriverException.Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        } catch (LinuxException e) {
            if (e.is(Errno.ENOENT) || e.is(Errno.ESRCH)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Fd ofTask(Task task) {
        try (RootHandle root = task.root()) {
            return kernel.get().files().open(root.path().toString(), FOLDER, 0);
        }
    }

    /** The folder in /proc is opened before the task is asked whether it lives, so that it belongs to no other process. */
    private Fd ofNamespace(Task task) {
        try (Fd process = kernel.get().files().open("/proc/" + task.pid(), FOLDER, 0)) {
            ofTask(task).close();
            try (Fd namespace = kernel.get().files().open(process.path() + "/ns/mnt", Flags.O_RDONLY, 0)) {
                return kernel.get().processes().rootAlone(namespace);
            }
        }
    }

    private ContainerRoot stopped(LiveContainer container, Function<SharedRoot, String> which) {
        ContainerRecord record = container.record();
        SnapshotKey key = new SnapshotKey(record.id());
        var content = new RootContent(
                site.drivers().graph().call(record.graphDriver(), driver -> driver.mounts(key)),
                binds.of(record),
                record.hostConfig().security().readonlyRootfs());
        SharedRoot root = site.roots().mount(record.id(), content);
        boolean isOpen = false;
        try {
            Fd descriptor = kernel.get().files().open(which.apply(root), FOLDER, 0);
            isOpen = true;
            return new ContainerRoot(container, descriptor, root);
        } catch (LinuxException e) {
            throw notOpened(container, e);
        } finally {
            if (!isOpen) {
                root.close();
            }
        }
    }

    private static EngineException notOpened(LiveContainer container, LinuxException cause) {
        return new EngineException.Internal("root of container " + container.id() + ": " + cause.getMessage(), cause);
    }
}
