package dev.wharf.spi;

import static java.util.Objects.requireNonNull;

/** Whether a driver can work on this host, found out before anything is touched. */
public sealed interface Probe {

    /** The driver can be opened. */
    record Supported() implements Probe {}

    /**
     * The driver cannot work here.
     *
     * @param reason one sentence for the user, for instance "the kernel has no AUFS"
     */
    record Unsupported(String reason) implements Probe {
        /** Checks the reason. */
        public Unsupported {
            requireNonNull(reason, "reason");
        }
    }

    /** The driver can be opened. */
    static Probe supported() {
        return new Supported();
    }

    /** The driver cannot work here, for the given reason. */
    static Probe unsupported(String reason) {
        return new Unsupported(reason);
    }
}
