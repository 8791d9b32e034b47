package dev.wharf.networks.live;

import dev.wharf.engine.api.container.EndpointRequest;
import dev.wharf.engine.api.container.NetworkStatus;
import dev.wharf.engine.api.network.Connections.Connection;
import dev.wharf.networks.address.Texts;
import dev.wharf.spi.network.Attachment;
import dev.wharf.spi.network.EndpointId;
import dev.wharf.spi.network.EndpointSpec;
import dev.wharf.spi.network.IpPrefix;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * The connection of a container to a network. Changed by the calls for its container, which come one after the other; read by
 * everybody.
 */
public final class LiveEndpoint {
    private final LiveNetwork network;
    private final String containerId;
    private final EndpointRequest request;
    private volatile EndpointSpec spec;
    private volatile Place place = Place.none();
    private volatile boolean isMade;
    private final ReentrantLock using = new ReentrantLock();

    /**
     * How it appears in the container.
     *
     * @param interfaceName empty for none
     * @param isDefaultRoute whether what is for nobody else goes this way
     * @param attachment what the driver found; empty before it was attached
     */
    public record Place(String interfaceName, boolean isDefaultRoute, Optional<Attachment> attachment) {
        /** Not in the container. */
        public static Place none() {
            return new Place("", false, Optional.empty());
        }
    }

    /** A connection that no driver knows yet. */
    public LiveEndpoint(LiveNetwork network, String containerId, EndpointRequest request, EndpointSpec spec) {
        this.network = network;
        this.containerId = containerId;
        this.request = request;
        this.spec = spec;
    }

    /** The network. */
    public LiveNetwork network() {
        return network;
    }

    /** Full id of the container. */
    public String containerId() {
        return containerId;
    }

    /** What the client asked for. */
    public EndpointRequest request() {
        return request;
    }

    /** Its id. */
    public EndpointId id() {
        return spec.id();
    }

    /** What the driver was told, with what it chose. */
    public EndpointSpec spec() {
        return spec;
    }

    /** How it appears in the container. */
    public Place place() {
        return place;
    }

    /** Whether the driver knows it. */
    public boolean isMade() {
        return isMade;
    }

    /** The driver knows it, with what it chose. */
    public void made(EndpointSpec chosen) {
        spec = chosen;
        isMade = true;
    }

    /** The driver does not know it any more. */
    public void unmade() {
        isMade = false;
    }

    /** It has another place in the container. */
    public void placed(Place next) {
        place = next;
    }

    /** Held while a driver works on it. */
    public ReentrantLock using() {
        return using;
    }

    /** Its addresses, IPv4 first. */
    public List<InetAddress> addresses() {
        return Stream.of(spec.ipv4(), spec.ipv6())
                .flatMap(Optional::stream)
                .map(IpPrefix::address)
                .toList();
    }

    /** As clients see it. */
    public NetworkStatus.Endpoint status() {
        Optional<Attachment> found = place.attachment();
        return new NetworkStatus.Endpoint(
                network.id(),
                id().value(),
                text(found.isPresent() ? found.get().ipv4Gateway() : network.gateway(false)),
                text(spec.ipv4().map(IpPrefix::address)),
                spec.ipv4().map(IpPrefix::length).orElse(0),
                text(found.isPresent() ? found.get().ipv6Gateway() : network.gateway(true)),
                text(spec.ipv6().map(IpPrefix::address)),
                spec.ipv6().map(IpPrefix::length).orElse(0),
                found.map(Attachment::mac)
                        .or(() -> spec.mac())
                        .map(Object::toString)
                        .orElse(""));
    }

    private static String text(Optional<InetAddress> address) {
        return address.map(Texts::of).orElse("");
    }

    /** As the engine keeps it. */
    public Connection connection() {
        return new Connection(
                status(),
                network.driver(),
                place.interfaceName(),
                network.hasNames() && !addresses().isEmpty());
    }
}
