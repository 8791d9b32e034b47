package dev.wharf.networks.life;

import dev.wharf.drivers.DriverRegistry;
import dev.wharf.engine.api.NetworkSettings;
import dev.wharf.networks.live.ContainerTable;
import dev.wharf.networks.live.NetworkTable;
import dev.wharf.networks.record.NetworkStore;
import java.time.Clock;

/**
 * What the use cases share.
 *
 * @param settings of the daemon
 * @param networks all of them
 * @param containers those that run
 * @param store the networks' records
 * @param addresses of networks
 * @param drivers all of them
 * @param events hears what happens
 * @param clock the time
 */
record Surroundings(
        NetworkSettings settings,
        NetworkTable networks,
        ContainerTable containers,
        NetworkStore store,
        NetworkAddresses addresses,
        DriverRegistry drivers,
        EventLog events,
        Clock clock) {}
