package dev.wharf.engine.container;

import static java.util.Objects.requireNonNull;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.NetworkStatus.Endpoint;
import dev.wharf.engine.api.network.ConnectRequest;
import dev.wharf.engine.api.network.Connections.Connection;
import dev.wharf.engine.network.HostsLine;
import dev.wharf.engine.network.LinkVariables;
import dev.wharf.engine.network.PortNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What links mean on the default bridge, where there is no name server: lines in /etc/hosts, variables, and ports that may be
 * reached although containers do not reach one another. Links of a user's network are names there, and nothing more.
 */
final class BridgeLinks {
    private final Links links;

    BridgeLinks(ContainerTable table) {
        links = new Links(table);
    }

    /**
     * A link whose source runs.
     *
     * @param name such as {@code /web/db}
     * @param alias the last part of the name
     * @param source as it was made
     * @param address of the source on the bridge
     */
    record Live(String name, String alias, ContainerRecord source, String address) {
        /** Checks all parts. */
        Live {
            requireNonNull(name, "name");
            requireNonNull(alias, "alias");
            requireNonNull(source, "source");
            requireNonNull(address, "address");
        }

        /** The alias, the host name and, when it is another one, the name; Docker 1.9.1, container_unix.go. */
        HostsLine hostsLine() {
            List<String> names = new ArrayList<>(List.of(alias));
            if (!source.config().hostname().isEmpty()) {
                names.add(source.config().hostname());
            }
            if (!alias.equals(source.name())) {
                names.add(source.name());
            }
            return new HostsLine(address, names);
        }

        List<String> variables() {
            return new LinkVariables(
                            name,
                            address,
                            source.config().exposedPorts(),
                            source.config().env())
                    .all();
        }

        ConnectRequest.Link opening() {
            Set<String> exposed = source.config().exposedPorts();
            return new ConnectRequest.Link(source.id(), PortNames.each(exposed).toList());
        }
    }

    /**
     * Sees to it that the sources of all links run.
     *
     * @throws EngineException Conflict, with the text of Docker 1.9.1, setupLinkedContainers
     */
    void check(ContainerRecord record) {
        if (!applyTo(record)) {
            return;
        }
        for (Links.Link link : links.of(record)) {
            if (!link.source().state().hasProcess()) {
                throw new EngineException.Conflict("Cannot link to a non running container: /"
                        + link.source().record().name() + " AS " + link.name(record.name()));
            }
            if (address(link.source()).isEmpty()) {
                throw new EngineException.Conflict(
                        "container " + link.source().id() + " not attached to default bridge network");
            }
        }
    }

    /** The links of a container whose sources run. */
    List<Live> of(ContainerRecord record) {
        return applyTo(record)
                ? links.of(record).stream()
                        .flatMap(link -> live(record, link).stream())
                        .toList()
                : List.of();
    }

    private static Optional<Live> live(ContainerRecord record, Links.Link link) {
        return address(link.source())
                .map(address -> new Live(
                        link.name(record.name()), link.alias(), link.source().record(), address));
    }

    private static boolean applyTo(ContainerRecord record) {
        return !record.hostConfig().network().links().isEmpty() && WantedNetworks.isBridged(record);
    }

    private static Optional<String> address(LiveContainer source) {
        return Optional.ofNullable(source.run().network().endpoints().get(WantedNetworks.BRIDGE))
                .map(Connection::endpoint)
                .map(Endpoint::ipAddress)
                .filter(address -> !address.isEmpty());
    }
}
