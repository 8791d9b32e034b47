package dev.wharf.network.bridge;

import dev.wharf.network.bridge.firewall.Addresses;
import dev.wharf.network.bridge.firewall.BridgeRules;
import dev.wharf.network.bridge.firewall.Firewall;
import dev.wharf.network.bridge.firewall.Passage;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.network.PublishedPort;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rules in memory. */
final class FakeFirewall implements Firewall {
    final Map<String, BridgeRules> networks = new HashMap<>();
    final Map<Addresses, List<PublishedPort>> published = new HashMap<>();
    final Map<Addresses, List<Passage>> passages = new HashMap<>();
    boolean isMissing;

    BridgeRules rules(String bridge) {
        return Optional.ofNullable(networks.get(bridge)).orElseThrow();
    }

    private void require() {
        if (isMissing) {
            throw new DriverException(Kind.UNSUPPORTED, "this kernel has no nf_tables");
        }
    }

    @Override
    public void network(BridgeRules network) {
        require();
        networks.put(network.bridge(), network);
    }

    @Override
    public void removeNetwork(BridgeRules network) {
        require();
        networks.remove(network.bridge());
    }

    @Override
    public void publish(Addresses container, Collection<PublishedPort> ports) {
        require();
        published.put(container, List.copyOf(ports));
    }

    @Override
    public void open(Addresses source, Collection<Passage> open) {
        require();
        passages.put(source, List.copyOf(open));
    }

    @Override
    public void remove(Addresses container) {
        require();
        published.remove(container);
        passages.remove(container);
    }

    @Override
    public void retain(BridgeRules network, Collection<Addresses> containers) {
        require();
        published.keySet().retainAll(containers);
    }

    @Override
    public void repair() {
        require();
    }

    @Override
    public void clear() {
        networks.clear();
    }

    @Override
    public void close() {
        // holds nothing
    }
}
