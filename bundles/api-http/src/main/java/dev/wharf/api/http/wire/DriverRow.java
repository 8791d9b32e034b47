package dev.wharf.api.http.wire;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_ABSENT;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.wharf.engine.api.driver.DriverDescription;
import dev.wharf.engine.api.driver.DriverHealth;
import java.util.Locale;
import java.util.Optional;

/**
 * A driver, with how it has done since it was opened.
 *
 * @param kind such as {@code graph}
 * @param name of the driver
 * @param version of its bundle
 * @param state such as {@code active}
 * @param isDefault {@code default}: whether new objects use it
 * @param reason why it does not serve; empty for none
 * @param calls that were made of it
 * @param errors calls that ended with an error of its own
 * @param stuck calls that were given up and have not come back
 * @param lastError absent when there was none
 * @param slowest absent before the first call
 */
public record DriverRow(
        @JsonProperty("kind") String kind,
        @JsonProperty("name") String name,
        @JsonProperty("version") String version,
        @JsonProperty("state") String state,
        @JsonProperty("default") boolean isDefault,
        @JsonProperty("reason") String reason,
        @JsonProperty("calls") long calls,
        @JsonProperty("errors") long errors,
        @JsonProperty("stuck") int stuck,
        @JsonProperty("lastError") @JsonInclude(NON_ABSENT) Optional<LastError> lastError,
        @JsonProperty("slowest") @JsonInclude(NON_ABSENT) Optional<Slowest> slowest) {

    /**
     * An error.
     *
     * @param call the method of the SPI
     * @param message of the driver
     * @param at when, in RFC 3339
     */
    public record LastError(
            @JsonProperty("call") String call,
            @JsonProperty("message") String message,
            @JsonProperty("at") String at) {}

    /**
     * The slowest call.
     *
     * @param call the method of the SPI
     * @param millis how long it took
     */
    public record Slowest(@JsonProperty("call") String call, @JsonProperty("millis") long millis) {}

    /** The row of a driver. */
    public static DriverRow of(DriverDescription driver) {
        DriverHealth health = driver.health();
        return new DriverRow(
                driver.kind(),
                driver.name(),
                driver.version(),
                driver.state().name().toLowerCase(Locale.ROOT),
                driver.isDefault(),
                driver.reason(),
                health.calls(),
                health.errors(),
                health.stuck(),
                health.lastError().map(last -> new LastError(last.call(), last.message(), Times.text(last.at()))),
                health.slowest()
                        .map(slow -> new Slowest(slow.call(), slow.time().toMillis())));
    }
}
