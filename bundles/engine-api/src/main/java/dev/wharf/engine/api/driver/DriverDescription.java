package dev.wharf.engine.api.driver;

import static java.util.Objects.requireNonNull;

/**
 * A driver as a listing shows it.
 *
 * @param kind {@code graph}, {@code exec}, {@code log} ...; empty for a bundle that is broken
 * @param name of the driver, or of the file
 * @param version of its bundle
 * @param state what it does
 * @param isDefault whether new objects use it
 * @param reason why it does not serve; empty for none
 */
public record DriverDescription(
        String kind, String name, String version, State state, boolean isDefault, String reason) {

    /** What a driver does. */
    public enum State {
        /** It serves. */
        ACTIVE,
        /** Another provider of its name serves. */
        STANDBY,
        /** It cannot work on this host. */
        UNSUPPORTED,
        /** It failed. */
        FAILED
    }

    /** Checks all parts. */
    public DriverDescription {
        requireNonNull(kind, "kind");
        requireNonNull(name, "name");
        requireNonNull(version, "version");
        requireNonNull(state, "state");
        requireNonNull(reason, "reason");
    }
}
