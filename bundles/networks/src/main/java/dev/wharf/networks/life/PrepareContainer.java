package dev.wharf.networks.life;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.NetworkSettings;
import dev.wharf.engine.api.container.EndpointRequest;
import dev.wharf.engine.api.network.ConnectRequest;
import dev.wharf.engine.api.network.Connections;
import dev.wharf.networks.address.Literals;
import dev.wharf.networks.live.ContainerTable;
import dev.wharf.networks.live.LiveContainer;
import dev.wharf.networks.live.LiveNetwork;
import dev.wharf.networks.live.NetworkTable;
import dev.wharf.networks.port.PortWishes;
import dev.wharf.spi.network.MacAddress;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reserves everything for a container that is about to start. */
final class PrepareContainer {
    private static final String HOST_ADDRESS = "com.docker.network.bridge.host_binding_ipv4";
    private static final InetAddress ANY = Literals.address("0.0.0.0").orElseThrow();

    private final NetworkSettings settings;
    private final NetworkTable networks;
    private final ContainerTable containers;
    private final Joining joining;
    private final Endpoints endpoints;
    private final Published published;
    private final ReleaseContainer release;

    PrepareContainer(
            Surroundings around, Joining joining, Endpoints endpoints, Published published, ReleaseContainer release) {
        this.settings = around.settings();
        this.networks = around.networks();
        this.containers = around.containers();
        this.joining = joining;
        this.endpoints = endpoints;
        this.published = published;
        this.release = release;
    }

    Connections run(ConnectRequest request) {
        release.run(request.containerId()); // of a run whose end nobody told
        Map<LiveNetwork, EndpointRequest> wanted = new LinkedHashMap<>();
        request.networks().forEach((reference, endpoint) -> wanted.put(find(reference), endpoint));
        LiveContainer container = container(request, wanted);
        containers.add(container);
        boolean isDone = false;
        try {
            join(container, wanted);
            published.claim(container);
            container.endpoints().forEach(endpoints::make);
            isDone = true;
            return container.connections();
        } finally {
            if (!isDone) {
                release.run(container.id());
            }
        }
    }

    /** Without a default bridge its containers have no network; Docker 1.9, daemon/daemon.go. */
    LiveNetwork find(String reference) {
        boolean isOff = settings.bridge().equals("none") && reference.equals("bridge");
        return networks.require(isOff ? "none" : reference);
    }

    LiveContainer container(ConnectRequest request, Map<LiveNetwork, EndpointRequest> wanted) {
        InetAddress hostAddress = wanted.keySet().stream()
                .filter(network -> network.needsDriver() && !network.record().isInternal())
                .findFirst()
                .flatMap(PrepareContainer::hostAddress)
                .or(() -> Literals.address(settings.ip()))
                .orElse(ANY);
        return new LiveContainer(request, PortWishes.of(request.ports(), hostAddress));
    }

    private static Optional<InetAddress> hostAddress(LiveNetwork network) {
        return Optional.ofNullable(network.record().options().get(HOST_ADDRESS)).flatMap(Literals::address);
    }

    private void join(LiveContainer container, Map<LiveNetwork, EndpointRequest> wanted) {
        Optional<MacAddress> mac = mac(container.request().macAddress());
        for (Map.Entry<LiveNetwork, EndpointRequest> entry : wanted.entrySet()) {
            joining.join(container, entry.getKey(), entry.getValue(), mac);
            mac = Optional.empty(); // it is the first interface's
        }
    }

    /**
     * The message is that of Go, which Docker shows.
     *
     * @throws EngineException InvalidArgument
     */
    private static Optional<MacAddress> mac(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(new MacAddress(text.replace('-', ':')));
        } catch (IllegalArgumentException e) {
            throw new InvalidArgument("address " + text + ": invalid MAC address", e);
        }
    }
}
