package dev.wharf.engine.container;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The steps of a use case, each with its undo. Used in a try-with-resources statement: unless {@link #keep} was called,
 * its end undoes the steps in reverse; what fails thereby is suppressed under the first error. Belongs to one thread.
 */
final class Steps implements AutoCloseable {
    private final Deque<Runnable> undos = new ArrayDeque<>();

    /** A step was made, which this takes back. */
    void made(Runnable undo) {
        undos.push(undo);
    }

    /** The use case has succeeded: nothing is undone. */
    void keep() {
        undos.clear();
    }

    @Override
    public void close() {
        if (undos.isEmpty()) {
            return;
        }
        Runnable undo = undos.pop();
        // the resource is closed after the body, also when that fails, and keeps the first error
        try (Rest rest = this::close) {
            rest.hold();
            undo.run();
        }
    }

    @FunctionalInterface
    private interface Rest extends AutoCloseable {
        @Override
        void close();

        /** Marks that the resource is used. */
        default void hold() {}
    }
}
