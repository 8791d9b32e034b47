package dev.wharf.network.bridge.firewall;

import dev.wharf.spi.network.PublishedPort;
import java.util.Collection;

/** Leaves the packet filter alone: somebody else sees to it ({@code --iptables=false}). */
public final class NoFirewall implements Firewall {

    @Override
    public void network(BridgeRules network) {
        // left to others
    }

    @Override
    public void removeNetwork(BridgeRules network) {
        // left to others
    }

    @Override
    public void publish(Addresses container, Collection<PublishedPort> ports) {
        // left to others
    }

    @Override
    public void open(Addresses source, Collection<Passage> passages) {
        // left to others
    }

    @Override
    public void remove(Addresses container) {
        // left to others
    }

    @Override
    public void retain(BridgeRules network, Collection<Addresses> containers) {
        // left to others
    }

    @Override
    public void repair() {
        // left to others
    }

    @Override
    public void clear() {
        // left to others
    }

    @Override
    public void close() {
        // holds nothing
    }
}
