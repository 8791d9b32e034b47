package dev.wharf.engine.container;

import static java.util.Objects.requireNonNull;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.container.NetworkConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The links of containers. The host configuration of a record keeps them as {@code ID:alias}, so that they outlive renames;
 * older records have names there. A source that was removed is no link any more. Thread-safe.
 */
final class Links {
    private static final String CONTAINER = "container:";
    private static final Pattern ALIAS = Pattern.compile("[a-zA-Z0-9_.-]{1,255}");

    private final ContainerTable table;

    Links(ContainerTable table) {
        this.table = table;
    }

    /**
     * A container that another one knows by a name of its own.
     *
     * @param source that is linked to
     * @param alias that the other one uses
     */
    record Link(LiveContainer source, String alias) {
        /** Checks both parts. */
        Link {
            requireNonNull(source, "source");
            requireNonNull(alias, "alias");
        }

        /** The name of the link, which is also one of its source: {@code /web/db}. */
        String name(String parent) {
            return '/' + parent + '/' + alias;
        }
    }

    /**
     * A configuration whose links name their sources by id; Docker 1.9.1, daemon.registerLinks.
     *
     * @param id of the container that has it; empty for one that is not yet made
     * @throws EngineException InvalidArgument for a source that is not there and for an alias, Conflict for the container itself
     *     and for one without an address of its own
     */
    HostConfig resolved(HostConfig asked, String id) {
        if (asked.network().links().isEmpty()) {
            return asked;
        }
        Map<String, String> sources = new LinkedHashMap<>();
        asked.network().links().forEach(link -> {
            if (!ALIAS.matcher(alias(link)).matches()) {
                throw new EngineException.InvalidArgument("bad format for links: " + link);
            }
            sources.putIfAbsent(alias(link), checked(source(link), id).id());
        });
        List<String> links = new ArrayList<>();
        sources.forEach((alias, source) -> links.add(source + ':' + alias));
        return with(asked, links);
    }

    /** The links of a container. */
    List<Link> of(ContainerRecord record) {
        return record.hostConfig().network().links().stream()
                .flatMap(link -> known(source(link)).map(source -> new Link(source, alias(link))).stream())
                .toList();
    }

    /** A configuration whose links name their sources as they are named now. */
    HostConfig shown(ContainerRecord record) {
        HostConfig kept = record.hostConfig();
        if (kept.network().links().isEmpty()) {
            return kept;
        }
        return with(
                kept,
                of(record).stream()
                        .map(link -> link.source().record().name() + ':' + link.alias())
                        .toList());
    }

    /** A configuration without a link. */
    static HostConfig without(HostConfig config, String alias) {
        return with(
                config,
                config.network().links().stream()
                        .filter(link -> !alias(link).equals(alias))
                        .toList());
    }

    /** The names that containers have by links, such as {@code web/db}, by the ids of the sources. */
    Map<String, List<String>> names() {
        Map<String, List<String>> names = new HashMap<>();
        table.linking().forEach(parent -> of(parent.record())
                .forEach(link -> names.computeIfAbsent(link.source().id(), id -> new ArrayList<>())
                        .add(parent.record().name() + '/' + link.alias())));
        return names;
    }

    private LiveContainer checked(String name, String id) {
        LiveContainer source = existing(name);
        while (source.record().hostConfig().network().mode().startsWith(CONTAINER)) {
            source = existing(source.record().hostConfig().network().mode().substring(CONTAINER.length()));
        }
        if (source.id().equals(id)) {
            throw new EngineException.Conflict("Cannot set self as child");
        }
        if (source.record().hostConfig().network().mode().equals("host")) {
            throw new EngineException.Conflict("Conflicting options: --net=host can't be used with links."
                    + " This would result in undefined behavior");
        }
        return source;
    }

    /** No NotFound, which clients take for that of the image; Docker 20.10, daemon_unix.go, registerLinks. */
    private LiveContainer existing(String name) {
        try {
            return table.get(name);
        } catch (EngineException.NotFound e) {
            throw new EngineException.InvalidArgument("Could not get container for " + name, e);
        }
    }

    private Optional<LiveContainer> known(String source) {
        return table.byId(source).or(() -> table.holder(source).flatMap(table::byId));
    }

    private static String source(String link) {
        int colon = link.indexOf(':');
        return colon < 0 ? link : link.substring(0, colon);
    }

    private static String alias(String link) {
        return link.substring(link.indexOf(':') + 1);
    }

    private static HostConfig with(HostConfig config, List<String> links) {
        NetworkConfig network = config.network();
        return config.toBuilder()
                .network(new NetworkConfig(
                        network.mode(),
                        network.portBindings(),
                        network.publishAllPorts(),
                        links,
                        network.dns(),
                        network.dnsSearch(),
                        network.dnsOptions(),
                        network.extraHosts()))
                .build();
    }
}
