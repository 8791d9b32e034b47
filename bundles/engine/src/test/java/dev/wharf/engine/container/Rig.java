package dev.wharf.engine.container;

import dev.wharf.engine.api.DaemonSettings;
import dev.wharf.engine.api.NetworkSettings;
import dev.wharf.engine.api.container.ContainerChanges;
import dev.wharf.engine.api.container.ContainerConfig;
import dev.wharf.engine.api.container.ContainerLifecycle;
import dev.wharf.engine.api.container.ContainerService;
import dev.wharf.engine.api.container.CreateRequest;
import dev.wharf.engine.api.container.EndpointRequest;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.network.NetworkConnections;
import dev.wharf.engine.api.volume.VolumeService;
import dev.wharf.engine.root.RootTable;
import dev.wharf.engine.spec.HostFacts;
import dev.wharf.engine.testing.FakeExecutionDriver;
import dev.wharf.engine.testing.FakeImages;
import dev.wharf.engine.testing.FakeLayers;
import dev.wharf.engine.testing.FakeNetworks;
import dev.wharf.engine.testing.FakeOutputs;
import dev.wharf.engine.testing.FakeRegistry;
import dev.wharf.engine.testing.FakeRootMounter;
import dev.wharf.engine.testing.FakeVolumes;
import dev.wharf.engine.testing.InMemoryGraphDriver;
import dev.wharf.engine.testing.InMemoryStore;
import dev.wharf.engine.testing.ManualClock;
import dev.wharf.engine.testing.RecordedEvents;
import dev.wharf.engine.volume.EngineVolumeService;
import dev.wharf.engine.volume.VolumeTable;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Linux;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.exec.RootHandle;
import dev.wharf.spi.exec.Task;
import dev.wharf.spi.graph.SnapshotKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An engine on stand-ins, whose own work is done whenever a test asks for something. A second one on the same store and drivers is the engine after a restart of the daemon. */
public final class Rig {
    /** What the stand-in for a host offers. */
    public static final HostFacts HOST = new HostFacts(
            false,
            Set.of("cpu", "cpuset", "memory", "blkio", "pids", "devices", "freezer"),
            Set.of(
                    "memory.memsw.limit_in_bytes",
                    "memory.swappiness",
                    "memory.oom_control",
                    "memory.kmem.limit_in_bytes",
                    "cpu.cfs_quota_us",
                    "blkio.weight"),
            Set.of(0, 1),
            Set.of(0));

    final Path root;
    final DaemonSettings settings;
    final ManualClock clock = new ManualClock();
    final InMemoryStore store;
    final FakeRegistry drivers;
    final InMemoryGraphDriver graph;
    final FakeExecutionDriver execution;
    final FakeOutputs outputs = new FakeOutputs();
    final FakeRootMounter mounter;
    final RootTable roots;
    final FakeVolumes local;
    final VolumeTable volumes;
    final FakeNetworks networks;
    final FakeLayers layers;
    final FakeImages images;
    final RecordedEvents events = new RecordedEvents();
    final ManualTimer timer = new ManualTimer(clock);
    final ContainerTable table;
    final Supervisor supervisor;
    final ContainerService containers;
    final ContainerLifecycle lifecycle;

    /** An engine with an image {@code busybox} and no containers. */
    public Rig(Path root) {
        this(root, settings(root, true));
    }

    /** One whose containers end with the daemon. */
    public static Rig withoutLiveRestore(Path root) {
        return new Rig(root, settings(root, false));
    }

    private Rig(Path root, DaemonSettings settings) {
        this.root = root;
        this.settings = settings;
        networks = new FakeNetworks();
        store = new InMemoryStore();
        drivers = new FakeRegistry();
        graph = new InMemoryGraphDriver();
        mounter = new FakeRootMounter(root.resolve("roots"));
        roots = new RootTable(mounter, Duration.ZERO);
        layers = new FakeLayers(drivers);
        execution = new FakeExecutionDriver(clock);
        images = new FakeImages();
        images.add("busybox", "", ContainerConfig.empty());
        drivers.graph().arrive("memory", graph);
        drivers.execution().arrive("fake", execution);
        local = new FakeVolumes(root.resolve("data/volumes"));
        drivers.volume().arrive("local", local);
        table = new ContainerTable(store, () -> settings);
        volumes = volumes();
        supervisor = supervisor(timer);
        containers = new EngineContainerService(supervisor, images, images);
        lifecycle = new EngineContainerLifecycle(supervisor);
    }

    private Rig(Rig before) {
        root = before.root;
        settings = before.settings;
        networks = before.networks.restarted();
        clock.advance(Duration.ofMinutes(1));
        store = before.store;
        drivers = new FakeRegistry();
        graph = before.graph;
        mounter = before.mounter;
        roots = new RootTable(mounter, Duration.ZERO);
        layers = before.layers;
        execution = before.execution;
        images = before.images;
        local = before.local;
        table = new ContainerTable(store, () -> settings);
        volumes = volumes();
        supervisor = supervisor(timer);
        containers = new EngineContainerService(supervisor, images, images);
        lifecycle = new EngineContainerLifecycle(supervisor);
    }

    private VolumeTable volumes() {
        return new VolumeTable(store, drivers, new ContainerVolumes(table), events, clock);
    }

    /** The engine after a kill of the daemon and a new start; no driver has arrived yet. */
    public Rig restarted() {
        return new Rig(this);
    }

    /** Where the engine keeps its files. */
    public Path root() {
        return root;
    }

    /** The driver of local volumes. */
    public FakeVolumes local() {
        timer.settle();
        return local;
    }

    /** The networks. */
    public FakeNetworks networks() {
        timer.settle();
        return networks;
    }

    /** The service under test. */
    public NetworkConnections connections() {
        timer.settle();
        return new EngineNetworkConnections(supervisor, networks, networks);
    }

    /** The hosts file of a container. */
    public String hosts(String id) throws IOException {
        timer.settle();
        return Files.readString(root.resolve("data/containers").resolve(id).resolve("hosts"));
    }

    /** The volumes. */
    public VolumeService volumeService() {
        return new EngineVolumeService(volumes);
    }

    /** The containers. */
    public ContainerTable table() {
        timer.settle();
        return table;
    }

    /** The time. */
    public ManualClock clock() {
        return clock;
    }

    /** Shows containers. */
    public BriefContainers brief() {
        return new BriefContainers(supervisor);
    }

    /** Waits until the engine has done its own work. */
    public void settle() {
        timer.settle();
    }

    /** Who takes them up again. */
    public Adoption adoption() {
        return new Adoption(supervisor);
    }

    /** The drivers. */
    public FakeRegistry drivers() {
        return drivers;
    }

    /** The only graph driver. */
    public InMemoryGraphDriver graph() {
        timer.settle();
        return graph;
    }

    /** The only execution driver. */
    public FakeExecutionDriver execution() {
        timer.settle();
        return execution;
    }

    /** What happened to streams. */
    public FakeOutputs outputs() {
        timer.settle();
        return outputs;
    }

    /** What was told. */
    public RecordedEvents events() {
        timer.settle();
        return events;
    }

    /** The store. */
    public InMemoryStore store() {
        return store;
    }

    /** The service under test. */
    public ContainerService containers() {
        timer.settle();
        return containers;
    }

    /** The service under test. */
    public ContainerLifecycle lifecycle() {
        timer.settle();
        return lifecycle;
    }

    /** What changes of containers become images with. */
    public FakeLayers layers() {
        return layers;
    }

    /** The snapshot of a container. */
    public SnapshotKey snapshot(String id) {
        return new SnapshotKey(id);
    }

    /** Who mounts roots. */
    public FakeRootMounter mounter() {
        return mounter;
    }

    /** Who works with the files of containers. */
    public RootTable roots() {
        return roots;
    }

    /** A service under test. */
    public ContainerChanges changes() {
        timer.settle();
        return new EngineContainerChanges(supervisor, layers);
    }

    /** Opens roots, through the kernel of this machine. */
    public ContainerRoots opener() {
        timer.settle();
        return new ContainerRoots(supervisor, Linux::kernel, Rig::tree);
    }

    /** A task that shows no root has just ended. */
    private static Optional<Fd> tree(Task task) {
        try (RootHandle shown = task.root()) {
            return Optional.of(Linux.kernel().files().open(shown.path().toString(), Flags.O_PATH, 0));
        } catch (DriverException ended) {
            return Optional.empty();
        }
    }

    /** Makes a container of busybox without a name. */
    public String create(String... command) {
        return create("", HostConfig.empty(), command);
    }

    /** Makes a container of busybox. */
    public String create(String name, HostConfig hostConfig, String... command) {
        ContainerConfig config =
                ContainerConfig.builder().image("busybox").cmd(List.of(command)).build();
        return containers.create(new CreateRequest(name, config, hostConfig)).id();
    }

    /** Makes and starts a container of busybox. */
    public String run(String... command) {
        String id = create(command);
        lifecycle.start(id);
        return id;
    }

    /** Leaves a container as a kill of the daemon amid its removal does. */
    public void interruptRemoval(String id) {
        LiveContainer container = table.get(id);
        container.step(() -> table.update(container, container.run().in(ContainerState.REMOVING)));
    }

    /** Leaves a container as a kill of the daemon does that is about to connect it. */
    public void recordNetwork(String id, String network) {
        LiveContainer container = table.get(id);
        Map<String, EndpointRequest> networks = new LinkedHashMap<>();
        networks.put("bridge", EndpointRequest.any());
        networks.put(network, EndpointRequest.any());
        container.step(() -> table.update(container, container.record().connected(networks)));
    }

    /** Where a container is in its life. */
    public ContainerState state(String id) {
        timer.settle();
        return table.get(id).state();
    }

    private Supervisor supervisor(Timer with) {
        Site site = new Site(
                table,
                drivers,
                outputs,
                roots,
                new ContainerEvents(events, clock),
                volumes,
                new Connector(networks, table),
                with,
                clock);
        return new Supervisor(site, HOST, new EtcFiles(root.resolve("etc"), root.resolve("etc/hostname")));
    }

    /** A supervisor of the same containers that works on real threads. */
    Supervisor threaded() {
        return supervisor(new EngineThreads("container"));
    }

    private static DaemonSettings settings(Path root, boolean liveRestore) {
        return new DaemonSettings(
                root.resolve("data"),
                root.resolve("exec"),
                List.of(),
                "",
                "",
                "",
                "json-file",
                Map.of(),
                List.of(),
                List.of("nofile=100:200"),
                "",
                liveRestore,
                NetworkSettings.defaults(),
                false,
                root.resolve("deploy"),
                "0.1.0");
    }
}
