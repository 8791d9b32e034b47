package dev.wharf.engine.container;

import static java.util.Objects.requireNonNull;

import dev.wharf.drivers.DriverRegistry;
import dev.wharf.engine.log.ContainerOutputs;
import dev.wharf.engine.root.RootTable;
import dev.wharf.engine.volume.VolumeTable;
import java.nio.file.Path;
import java.time.Clock;

/**
 * What the use cases work on.
 *
 * @param table all containers
 * @param drivers that serve
 * @param outputs carries their streams
 * @param roots tells who works with their files
 * @param events tells what happens to them
 * @param volumes that they have
 * @param connector connects them
 * @param timer runs their work
 * @param clock tells the time
 */
record Site(
        ContainerTable table,
        DriverRegistry drivers,
        ContainerOutputs outputs,
        RootTable roots,
        ContainerEvents events,
        VolumeTable volumes,
        Connector connector,
        Timer timer,
        Clock clock) {
    /** Checks all parts. */
    Site {
        requireNonNull(table, "table");
        requireNonNull(drivers, "drivers");
        requireNonNull(outputs, "outputs");
        requireNonNull(roots, "roots");
        requireNonNull(events, "events");
        requireNonNull(volumes, "volumes");
        requireNonNull(connector, "connector");
        requireNonNull(timer, "timer");
        requireNonNull(clock, "clock");
    }

    /** A container's own folder. */
    Path folder(String id) {
        return ContainerFolders.of(table.settings(), id);
    }
}
