package dev.wharf.engine.container;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.EndpointRequest;

/** What a network lets a container ask for; Docker 20.10, daemon/container_operations.go, updateNetworkConfig. */
final class EndpointRule {
    private EndpointRule() {}

    /**
     * Checks what is asked of a network.
     *
     * @throws EngineException InvalidArgument for what only networks of users know
     */
    static void check(String network, EndpointRequest asked) {
        if (WantedNetworks.isUsers(network)) {
            return;
        }
        if (!asked.ipv4Address().isEmpty() || !asked.ipv6Address().isEmpty()) {
            throw new EngineException.InvalidArgument(
                    "user specified IP address is supported on user defined networks only");
        }
        if (!asked.aliases().isEmpty()) {
            throw new EngineException.InvalidArgument(
                    "network-scoped alias is supported only for containers in user defined networks");
        }
    }
}
