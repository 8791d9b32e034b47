package dev.wharf.engine.api.container;

import org.osgi.annotation.versioning.ProviderType;

/** Tells what containers do and use. Thread-safe. */
@ProviderType
public interface ContainerMonitor {

    /**
     * The processes of a container. Blocks.
     *
     * @param psArguments of ps(1), separated by blanks; empty for {@code -ef}
     * @throws dev.wharf.engine.api.EngineException NotFound, NotRunning, InvalidArgument for what ps does not understand or
     *     an output without a column of process ids, Internal
     */
    ContainerProcesses processes(String container, String psArguments);

    /**
     * What a container uses at present, with the sample of a second before. Zeros when it does not run. Blocks for one or
     * two seconds when nobody else watches the container.
     *
     * @throws dev.wharf.engine.api.EngineException NotFound
     */
    ContainerStats sample(String container);

    /**
     * Watches what a container uses: a sample each second, read once for all who watch.
     *
     * @throws dev.wharf.engine.api.EngineException NotFound
     */
    StatsSubscription watch(String container);
}
