package dev.wharf.itests.faulty;

import dev.wharf.network.bridge.BridgeProvider;
import dev.wharf.spi.testkit.fault.FaultyNetworkProvider;

/** The driver {@code faulty} over {@code bridge}. */
public final class FaultyNetwork extends FaultyNetworkProvider {

    /** Made by the framework. */
    public FaultyNetwork() {
        super("faulty", new BridgeProvider());
    }
}
