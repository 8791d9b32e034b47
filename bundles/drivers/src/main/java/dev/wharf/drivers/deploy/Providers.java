package dev.wharf.drivers.deploy;

import dev.wharf.engine.api.driver.DriverDescription.State;
import java.util.Optional;

/** Tells what became of the providers that bundles registered. */
public interface Providers {

    /** Whether a registration has come to the knowledge of those who use providers. */
    boolean knows(long service);

    /** What became of it; empty while it is not known, or being looked at. */
    Optional<State> stateOf(long service);
}
