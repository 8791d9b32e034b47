package dev.wharf.engine.api.driver;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a driver has done since it was opened.
 *
 * @param calls that were made, of the driver and of what it handed out
 * @param errors calls that ended with an error which is the driver's own: not those that tell of a caller's fault, such as a
 *     name that is unknown
 * @param stuck calls that the engine gave up and that have not come back yet
 * @param lastError the last one of the errors
 * @param slowest the call that took longest, among those that came back and those that were given up
 */
public record DriverHealth(
        long calls, long errors, int stuck, Optional<LastError> lastError, Optional<SlowCall> slowest) {

    /** Of a driver that was not asked for anything yet. */
    public static final DriverHealth NEW = new DriverHealth(0, 0, 0, Optional.empty(), Optional.empty());

    /**
     * An error.
     *
     * @param call the name of the method, such as {@code prepare}
     * @param message of the driver, or what kind of fault it was
     * @param at when
     */
    public record LastError(String call, String message, Instant at) {
        /** Checks all parts. */
        public LastError {
            requireNonNull(call, "call");
            requireNonNull(message, "message");
            requireNonNull(at, "at");
        }
    }

    /**
     * A call.
     *
     * @param call the name of the method
     * @param time that it took
     */
    public record SlowCall(String call, Duration time) {
        /** Checks all parts. */
        public SlowCall {
            requireNonNull(call, "call");
            requireNonNull(time, "time");
        }
    }

    /** Checks all parts. */
    public DriverHealth {
        requireNonNull(lastError, "lastError");
        requireNonNull(slowest, "slowest");
    }
}
