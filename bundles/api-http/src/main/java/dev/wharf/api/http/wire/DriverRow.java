package dev.wharf.api.http.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.wharf.engine.api.driver.DriverDescription;
import java.util.Locale;

/**
 * A driver.
 *
 * @param kind such as {@code graph}
 * @param name of the driver
 * @param version of its bundle
 * @param state such as {@code active}
 * @param isDefault {@code default}: whether new objects use it
 * @param reason why it does not serve; empty for none
 */
public record DriverRow(
        @JsonProperty("kind") String kind,
        @JsonProperty("name") String name,
        @JsonProperty("version") String version,
        @JsonProperty("state") String state,
        @JsonProperty("default") boolean isDefault,
        @JsonProperty("reason") String reason) {

    /** The row of a driver. */
    public static DriverRow of(DriverDescription driver) {
        return new DriverRow(
                driver.kind(),
                driver.name(),
                driver.version(),
                driver.state().name().toLowerCase(Locale.ROOT),
                driver.isDefault(),
                driver.reason());
    }
}
