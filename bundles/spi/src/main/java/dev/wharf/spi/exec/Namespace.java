package dev.wharf.spi.exec;

import static java.util.Objects.requireNonNull;

/** Where a namespace of a task comes from. */
public sealed interface Namespace {
    /** Made for the task. */
    record New() implements Namespace {}

    /** The host's. */
    record Host() implements Namespace {}

    /**
     * That of another task, which must run.
     *
     * @param task of the same driver
     */
    record Join(TaskId task) implements Namespace {
        /** Checks the task. */
        public Join {
            requireNonNull(task, "task");
        }
    }
}
