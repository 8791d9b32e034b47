package dev.wharf.network.macvlan;

import dev.wharf.linux.Errno;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.network.NetworkId;

/** The interfaces of the host that networks are made on. Those that this driver made are known by their marks, and removed. */
final class Parents {
    private final Links links;

    Parents(Links links) {
        this.links = links;
    }

    /**
     * The parent of a network; makes it when it is an interface of a VLAN, or one that leads nowhere, and not there.
     *
     * @return its number
     * @throws DriverException INVALID_ARGUMENT when it is not there and cannot be made, ALREADY_EXISTS when its name is taken
     */
    int ensure(MacvlanNetwork network) {
        String name = network.parent();
        HostLink parent = links.find(name).orElseGet(() -> make(network));
        if (network.isIsolated()) {
            requireOwn(parent, Names.mark(network.id()));
        }
        return parent.index();
    }

    /** One without a mark was made by a daemon that was killed before it set it: the name follows from the network's id. */
    private void requireOwn(HostLink parent, String mark) {
        if (parent.alias().isEmpty()) {
            links.mark(parent.name(), mark);
        } else if (!parent.alias().equals(mark)) {
            throw new DriverException(Kind.ALREADY_EXISTS, "interface " + parent.name() + " is there, and not ours");
        }
    }

    private HostLink make(MacvlanNetwork network) {
        String name = network.parent();
        if (network.isIsolated()) {
            links.addIsolated(name, Names.mark(network.id()));
        } else {
            makeVlan(network);
        }
        return links.find(name).orElseThrow(() -> new LinuxException(Errno.ENODEV, "get " + name));
    }

    private void makeVlan(MacvlanNetwork network) {
        VlanName vlan = VlanName.of(network.parent());
        HostLink carrier = links.find(vlan.parent())
                .orElseThrow(() -> new DriverException(
                        Kind.INVALID_ARGUMENT,
                        "failed to find master interface " + vlan.parent() + " on the Docker host"));
        links.addVlan(network.parent(), carrier.index(), vlan.id(), Names.mark(network.id()));
    }

    /** Removes what was made for a network. */
    void remove(NetworkId network) {
        String mark = Names.mark(network);
        links.list().stream().filter(link -> link.alias().equals(mark)).forEach(link -> links.delete(link.index()));
    }
}
