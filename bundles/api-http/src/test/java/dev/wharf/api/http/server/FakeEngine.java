package dev.wharf.api.http.server;

import dev.wharf.api.http.route.EngineServices;
import dev.wharf.engine.api.EngineException.Unavailable;
import dev.wharf.engine.api.container.ContainerChanges;
import dev.wharf.engine.api.container.ContainerFiles;
import dev.wharf.engine.api.container.ContainerLifecycle;
import dev.wharf.engine.api.container.ContainerMonitor;
import dev.wharf.engine.api.container.ContainerService;
import dev.wharf.engine.api.container.ContainerStreams;
import dev.wharf.engine.api.driver.DriverService;
import dev.wharf.engine.api.event.EventService;
import dev.wharf.engine.api.exec.ExecService;
import dev.wharf.engine.api.image.ImageService;
import dev.wharf.engine.api.network.NetworkConnections;
import dev.wharf.engine.api.network.NetworkService;
import dev.wharf.engine.api.system.SystemService;
import dev.wharf.engine.api.volume.VolumeService;

/** An engine in memory. The system service is away. */
final class FakeEngine implements EngineServices {
    final FakeContainers containers = new FakeContainers();
    final FakeLifecycle lifecycle = new FakeLifecycle(containers);
    final FakeStreams streams = new FakeStreams(containers);
    final FakeFiles files = new FakeFiles(containers);
    final FakeChanges changes = new FakeChanges(containers);
    final FakeImages images = new FakeImages();
    final FakeDrivers drivers = new FakeDrivers();
    final FakeEvents events = new FakeEvents();
    final FakeExecs execs = new FakeExecs(containers);
    final FakeMonitor monitor = new FakeMonitor(containers);
    final FakeVolumes volumes = new FakeVolumes();
    final FakeNetworks networks = new FakeNetworks();

    @Override
    public ContainerService containers() {
        return containers;
    }

    @Override
    public ContainerLifecycle lifecycle() {
        return lifecycle;
    }

    @Override
    public ContainerStreams streams() {
        return streams;
    }

    @Override
    public ContainerFiles files() {
        return files;
    }

    @Override
    public ContainerChanges changes() {
        return changes;
    }

    @Override
    public ImageService images() {
        return images;
    }

    @Override
    public EventService events() {
        return events;
    }

    @Override
    public SystemService system() {
        throw new Unavailable("the container engine is not available at present; try again in a moment");
    }

    @Override
    public DriverService drivers() {
        return drivers;
    }

    @Override
    public ExecService execs() {
        return execs;
    }

    @Override
    public ContainerMonitor monitor() {
        return monitor;
    }

    @Override
    public VolumeService volumes() {
        return volumes;
    }

    @Override
    public NetworkService networks() {
        return networks;
    }

    @Override
    public NetworkConnections connections() {
        return networks;
    }
}
