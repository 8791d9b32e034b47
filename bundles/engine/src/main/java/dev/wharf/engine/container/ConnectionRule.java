package dev.wharf.engine.container;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.EndpointRequest;
import dev.wharf.engine.api.network.Network;
import java.util.Map;

/** Whether a container can be connected to a network, or taken out of it, by hand. */
final class ConnectionRule {
    private ConnectionRule() {}

    /**
     * Checks states and modes; Docker 20.10, daemon/container_operations.go and runconfig/errors.go.
     *
     * @throws EngineException NotFound when the container was removed, Conflict for a state or mode that forbids it
     */
    static void check(LiveContainer container, Network network) {
        if (container.isGone()) {
            throw new EngineException.NotFound("no such id: " + container.id());
        }
        if (container.isLeaving() || isEnding(container.state())) {
            throw new EngineException.Conflict("Container " + container.id()
                    + " is marked for removal and cannot be connected or disconnected to the network "
                    + network.name());
        }
        if (network.name().equals(WantedNetworks.HOST)) {
            WantedNetworks.refuseFurther(WantedNetworks.HOST, true);
        }
        String mode = container.record().hostConfig().network().mode();
        if (WantedNetworks.isShared(mode)) {
            WantedNetworks.refuseFurther(mode, true);
        }
    }

    /**
     * Refuses a second connection to a network, and a further network beside none. One that was recorded and could not be made,
     * because the daemon was killed then, may be asked for again.
     *
     * @throws EngineException Forbidden, Conflict
     */
    static void refuseSecond(LiveContainer container, Network network, Map<String, EndpointRequest> wanted) {
        boolean isMissing = container.state().hasProcess()
                && !Connector.isIn(container.run().network(), network.name());
        if (isIn(network, wanted) && !isMissing) {
            throw new EngineException.Forbidden(
                    "endpoint with name " + container.record().name() + " already exists in network " + network.name());
        }
        boolean isNone = network.name().equals(WantedNetworks.NONE) || wanted.containsKey(WantedNetworks.NONE);
        WantedNetworks.refuseFurther(WantedNetworks.NONE, isNone && !wanted.isEmpty());
    }

    /**
     * Refuses a container that is not in a network.
     *
     * @throws EngineException Conflict
     */
    static void refuseStranger(LiveContainer container, Network network, Map<String, EndpointRequest> wanted) {
        if (!isIn(network, wanted)) {
            throw new EngineException.Conflict(
                    "container " + container.id() + " is not connected to network " + network.name());
        }
    }

    /** Whether a name or id, as a client wrote it, is that of a network. */
    static boolean means(String reference, Network network) {
        return reference.equals(network.name()) || network.id().startsWith(reference);
    }

    private static boolean isIn(Network network, Map<String, EndpointRequest> wanted) {
        return wanted.keySet().stream().anyMatch(reference -> means(reference, network));
    }

    private static boolean isEnding(ContainerState state) {
        return state == ContainerState.REMOVING || state == ContainerState.DEAD;
    }
}
