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
 * @param reason why it does not serve, or what is wrong with one that serves; empty for none
 * @param health of one that serves; {@link DriverHealth#NEW} for others
 */
public record DriverDescription(
        String kind, String name, String version, State state, boolean isDefault, String reason, DriverHealth health) {

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
        requireNonNull(health, "health");
    }

    /** A description with the default for what was added in version 1.2 of this package. */
    public DriverDescription(String kind, String name, String version, State state, boolean isDefault, String reason) {
        this(kind, name, version, state, isDefault, reason, DriverHealth.NEW);
    }
}
