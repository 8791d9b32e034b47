package dev.wharf.drivers.registry;

import dev.wharf.engine.api.driver.DriverDescription.State;

/**
 * What became of a candidate.
 *
 * @param state as a listing shows it
 * @param reason why it does not serve; empty for none
 */
record Verdict(State state, String reason) {
    static final Verdict ACTIVE = new Verdict(State.ACTIVE, "");
    static final Verdict STANDBY = new Verdict(State.STANDBY, "");
    static final Verdict NEW = new Verdict(State.STANDBY, "is being opened");

    static Verdict unsupported(String reason) {
        return new Verdict(State.UNSUPPORTED, reason);
    }

    static Verdict failed(String reason) {
        return new Verdict(State.FAILED, reason);
    }

    /** Whether it serves or may yet serve. */
    boolean isHopeful() {
        return state == State.ACTIVE || state == State.STANDBY;
    }
}
