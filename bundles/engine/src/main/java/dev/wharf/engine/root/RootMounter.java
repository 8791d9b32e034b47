package dev.wharf.engine.root;

/** Mounts roots. */
public interface RootMounter {

    /**
     * Mounts a root under the id of its container.
     *
     * @throws dev.wharf.linux.LinuxException when something cannot be mounted; nothing is left then
     */
    MountedRoot mount(String id, RootContent content);

    /** Unmounts what a killed daemon left behind. */
    void sweep();
}
