package dev.wharf.spi.testkit.fault;

import dev.wharf.spi.network.NetworkDriver;
import dev.wharf.spi.network.NetworkDriverProvider;

/** A network driver that goes wrong when it is told to. */
public class FaultyNetworkProvider extends FaultyProvider<NetworkDriver, NetworkDriverProvider>
        implements NetworkDriverProvider {

    /** Steered by its file alone. */
    public FaultyNetworkProvider(String name, NetworkDriverProvider right) {
        this(name, right, new Faults());
    }

    /**
     * Steered by faults and by its file.
     *
     * @param name of the driver
     * @param right a provider that works
     */
    public FaultyNetworkProvider(String name, NetworkDriverProvider right, Faults faults) {
        super(NetworkDriverProvider.class, name, right, faults);
    }

    @Override
    public final Scope scope() {
        return wrapped().scope();
    }
}
