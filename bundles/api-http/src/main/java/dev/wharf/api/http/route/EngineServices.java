package dev.wharf.api.http.route;

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

/**
 * The services of the engine as they are at this instant. Each method throws
 * {@link dev.wharf.engine.api.EngineException.Unavailable} while its service is away.
 */
public interface EngineServices {
    /** Makes and finds containers. */
    ContainerService containers();

    /** Starts and ends containers. */
    ContainerLifecycle lifecycle();

    /** Tells what containers do and use. */
    ContainerMonitor monitor();

    /** Runs further processes in containers. */
    ExecService execs();

    /** Keeps volumes. */
    VolumeService volumes();

    /** Keeps networks. */
    NetworkService networks();

    /** Connects containers to networks. */
    NetworkConnections connections();

    /** Gives clients the streams of containers. */
    ContainerStreams streams();

    /** Carries files into containers and out of them. */
    ContainerFiles files();

    /** Tells what containers changed. */
    ContainerChanges changes();

    /** Keeps images. */
    ImageService images();

    /** Tells events. */
    EventService events();

    /** Tells about the engine. */
    SystemService system();

    /** Tells about drivers. */
    DriverService drivers();
}
