package dev.wharf.engine.exec;

import static java.util.Objects.requireNonNull;

import dev.wharf.drivers.Drivers;
import dev.wharf.engine.container.ContainerEvents;
import dev.wharf.engine.container.ContainerTable;
import dev.wharf.engine.container.Timer;
import dev.wharf.engine.log.ContainerOutputs;
import dev.wharf.spi.exec.ExecutionDriver;
import java.time.Clock;

/**
 * What the use cases work on.
 *
 * @param store keeps those that were started
 * @param containers that they belong to
 * @param drivers that run them
 * @param outputs carries their streams
 * @param events tells what happens to them
 * @param timer runs their work
 * @param clock tells the time
 */
record ExecSite(
        ExecStore store,
        ContainerTable containers,
        Drivers<ExecutionDriver> drivers,
        ContainerOutputs outputs,
        ContainerEvents events,
        Timer timer,
        Clock clock) {
    /** Checks all parts. */
    ExecSite {
        requireNonNull(store, "store");
        requireNonNull(containers, "containers");
        requireNonNull(drivers, "drivers");
        requireNonNull(outputs, "outputs");
        requireNonNull(events, "events");
        requireNonNull(timer, "timer");
        requireNonNull(clock, "clock");
    }
}
