package dev.wharf.drivers.guard;

import dev.wharf.spi.DriverException;
import java.util.Optional;

/** How a call ended. */
sealed interface Outcome {
    /** The driver came back. */
    record Answer(Optional<Object> value) implements Outcome {}

    /** The driver came back with an error: a DriverException, or what else it or the machine threw. */
    record Failure(Throwable error) implements Outcome {}

    /** The driver did not come back, and nobody waits for it any more. */
    record GivenUp(DriverException error) implements Outcome {}
}
