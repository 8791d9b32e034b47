package dev.wharf.engine.container;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.NetworkSettings;
import dev.wharf.engine.api.container.EndpointRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The networks that a container is to be in: that of its mode first, then those that were asked for beside it. */
final class WantedNetworks {
    /** The default network. */
    static final String BRIDGE = "bridge";

    static final String HOST = "host";
    static final String NONE = "none";
    private static final String CONTAINER = "container:";
    private static final String DEFAULT = "default";
    private static final Set<String> BRIDGED = Set.of("", DEFAULT, BRIDGE);

    private WantedNetworks() {}

    /** Those that a container is connected to when it starts; none when it has no interfaces of its own. */
    static Map<String, EndpointRequest> of(ContainerRecord record, NetworkSettings settings) {
        String mode = mode(record);
        if (record.config().networkDisabled() || mode.startsWith(CONTAINER)) {
            return Map.of();
        }
        Map<String, EndpointRequest> networks = new LinkedHashMap<>(record.networks());
        if (networks.isEmpty()) {
            networks.put(ofMode(mode), EndpointRequest.any());
        }
        if (settings.bridge().equals(NONE)) {
            networks.remove(BRIDGE);
        }
        return networks;
    }

    /**
     * What a record keeps of what a client asks for.
     *
     * @throws EngineException Conflict when the mode allows no further network
     */
    static Map<String, EndpointRequest> kept(String mode, Map<String, EndpointRequest> asked) {
        String first = ofMode(mode);
        Map<String, EndpointRequest> networks = new LinkedHashMap<>();
        networks.put(first, EndpointRequest.any());
        asked.forEach((network, endpoint) -> networks.put(ofMode(network), endpoint));
        refuseFurther(mode, networks.size() > 1);
        boolean plain = networks.equals(Map.of(first, EndpointRequest.any()));
        return plain || isShared(mode) ? Map.of() : networks;
    }

    /**
     * Sees to it that a mode allows more than its own network; Docker 1.9.1, runconfig/hostconfig.go.
     *
     * @throws EngineException Conflict
     */
    static void refuseFurther(String mode, boolean further) {
        if (further && mode.equals(HOST)) {
            throw new EngineException.Conflict(
                    "Container cannot be disconnected from host network or connected to host network");
        }
        if (further && mode.startsWith(CONTAINER)) {
            throw new EngineException.Conflict("Container sharing network namespace with another container or host"
                    + " cannot be connected to any other network");
        }
        if (further && mode.equals(NONE)) {
            throw new EngineException.Conflict("Container cannot be connected to multiple networks with one of the"
                    + " networks in private (none) mode");
        }
    }

    /** The name of the network that a mode means. */
    static String ofMode(String mode) {
        return BRIDGED.contains(mode) ? BRIDGE : mode;
    }

    /** Whether the mode of a container is the default network. */
    static boolean isBridged(ContainerRecord record) {
        return BRIDGED.contains(mode(record));
    }

    /** Whether a container has the interfaces of the host or of another container. */
    static boolean isShared(String mode) {
        return mode.equals(HOST) || mode.startsWith(CONTAINER);
    }

    /** Whether a network is one that users have made. */
    static boolean isUsers(String network) {
        return !BRIDGED.contains(network) && !network.equals(NONE) && !isShared(network);
    }

    private static String mode(ContainerRecord record) {
        return record.hostConfig().network().mode();
    }
}
