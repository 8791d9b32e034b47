package dev.wharf.engine.container;

/** Takes back work that was put off. */
@FunctionalInterface
public interface Cancellation {

    /** Takes it back; does nothing once it has begun. */
    void cancel();
}
