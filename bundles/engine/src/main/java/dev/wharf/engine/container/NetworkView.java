package dev.wharf.engine.container;

import dev.wharf.engine.api.NetworkSettings;
import dev.wharf.engine.api.container.NetworkStatus;
import dev.wharf.engine.api.container.NetworkStatus.Endpoint;
import dev.wharf.engine.api.network.Connections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Shows how a container is connected; one that does not run is shown with its networks, without addresses. */
final class NetworkView {
    private final NetworkSettings settings;

    NetworkView(NetworkSettings settings) {
        this.settings = settings;
    }

    NetworkStatus of(ContainerRecord record, RunRecord run) {
        String mode = record.hostConfig().network().mode();
        boolean isHost = mode.equals(WantedNetworks.HOST);
        if (WantedNetworks.isShared(mode) && !isHost) {
            return NetworkStatus.none();
        }
        boolean owns = run.state().hasProcess() && !isHost;
        return new NetworkStatus(
                owns ? record.id() : "",
                owns ? "/proc/" + run.pid() + "/ns/net" : "",
                owns ? run.network().ports() : Map.of(),
                endpoints(record, run));
    }

    private Map<String, Endpoint> endpoints(ContainerRecord record, RunRecord run) {
        Connections known = run.network();
        Map<String, Endpoint> endpoints = new LinkedHashMap<>();
        if (run.state().hasProcess()) {
            known.endpoints().forEach((network, made) -> endpoints.put(network, made.endpoint()));
            return endpoints;
        }
        WantedNetworks.of(record, settings).keySet().forEach(network -> endpoints.put(network, atRest(network, known)));
        return endpoints;
    }

    private static Endpoint atRest(String network, Connections known) {
        String id = known.endpoints().containsKey(network)
                ? known.endpoints().get(network).endpoint().networkId()
                : "";
        return Endpoint.unaddressed(id, "");
    }
}
