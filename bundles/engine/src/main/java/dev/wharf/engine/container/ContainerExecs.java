package dev.wharf.engine.container;

import java.util.List;

/** What a container must know of its execs, and what they must know of its life. Thread-safe. */
public interface ContainerExecs {

    /** There are none. */
    ContainerExecs NONE = new ContainerExecs() {
        @Override
        public List<String> running() {
            return List.of();
        }

        @Override
        public void end() {}

        @Override
        public void forget() {}
    };

    /** The ids of those that run. */
    List<String> running();

    /**
     * The first process of the container has ended: kills those that run, and returns when they have ended and all is told
     * about them. Called under the container's lock, before its own end is told and before its task is deleted.
     */
    void end();

    /** The container is removed. Called under its lock, while its folder still exists. */
    void forget();
}
