package dev.wharf.networks.life;

import dev.wharf.drivers.DriverErrors;
import dev.wharf.drivers.Drivers;
import dev.wharf.engine.api.EngineException;
import dev.wharf.networks.address.LocalAddresses;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.network.AddressDriver;
import java.util.function.Function;

/** The address drivers: the engine's own, which is called {@code default}, and others. */
final class Pools {
    /** The name of the engine's own. */
    static final String OWN = "default";

    private final LocalAddresses own;
    private final Drivers<AddressDriver> others;

    Pools(LocalAddresses own, Drivers<AddressDriver> others) {
        this.own = own;
        this.others = others;
    }

    /** The engine's own pools. */
    LocalAddresses own() {
        return own;
    }

    /**
     * Asks a driver.
     *
     * @throws EngineException Unavailable when it is away, and what it threw
     */
    <T> T call(String driver, Function<AddressDriver, T> work) {
        if (!driver.equals(OWN)) {
            return others.call(driver, work);
        }
        try {
            return work.apply(own);
        } catch (DriverException e) {
            throw DriverErrors.translate(e);
        }
    }
}
