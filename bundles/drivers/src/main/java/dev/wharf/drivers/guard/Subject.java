package dev.wharf.drivers.guard;

import static java.util.Objects.requireNonNull;

import dev.wharf.spi.DriverException;

/**
 * Whose calls are guarded.
 *
 * @param kind of the driver, such as {@code graph}
 * @param name of the driver
 */
record Subject(String kind, String name) {
    Subject {
        requireNonNull(kind, "kind");
        requireNonNull(name, "name");
    }

    /** The driver did something that the SPI forbids. */
    DriverException fault(String call, Throwable error) {
        return new DriverException(DriverException.Kind.INTERNAL, this + " failed in " + call + ": " + error, error);
    }

    /** The driver answered what cannot be right. */
    DriverException nonsense(String call, String what) {
        return new DriverException(DriverException.Kind.INTERNAL, this + " failed in " + call + ": " + what);
    }

    /** The driver cannot be asked, or does not answer. */
    DriverException unavailable(String what) {
        return new DriverException(DriverException.Kind.UNAVAILABLE, this + " " + what);
    }

    DriverException cancelled(String call) {
        return new DriverException(
                DriverException.Kind.CANCELLED, this + " was interrupted in " + call + " and did not come back");
    }

    @Override
    public String toString() {
        return kind + " driver \"" + name + "\"";
    }
}
