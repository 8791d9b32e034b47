package dev.wharf.engine.check;

import dev.wharf.engine.api.EngineException;

/** Short forms of the two ways to refuse a request. */
final class Refusal {
    private Refusal() {}

    /** Refuses values that make no sense. */
    static void invalidIf(boolean wrong, String message) {
        if (wrong) {
            throw new EngineException.InvalidArgument(message);
        }
    }

    /** Refuses options that exclude one another. */
    static void conflictIf(boolean wrong, String message) {
        if (wrong) {
            throw new EngineException.Conflict(message);
        }
    }
}
