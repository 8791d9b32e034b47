package dev.wharf.engine.log;

/** What the streams ask of those who keep the containers. An OSGi service of the same bundle. Thread-safe. */
public interface OutputOwners {

    /**
     * The streams of a container.
     *
     * @param container its id, name, or a unique prefix of its id
     * @throws dev.wharf.engine.api.EngineException NotFound
     */
    OutputSpec outputs(String container);

    /**
     * Whether the container runs or is about to be restarted by its policy, so that its log may still grow; false for a
     * container that is not known.
     */
    boolean goesOn(String containerId);

    /** Whether the container is frozen; false for a container that is not known. */
    boolean isPaused(String containerId);
}
