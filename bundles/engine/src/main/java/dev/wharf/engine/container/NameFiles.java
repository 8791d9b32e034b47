package dev.wharf.engine.container;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.ContainerConfig;
import dev.wharf.engine.api.network.Connections;
import dev.wharf.engine.network.HostsLine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what containers are told of names in step with what is so. Thread-safe. */
final class NameFiles {
    private static final Logger LOG = LoggerFactory.getLogger(NameFiles.class);

    private final Site site;
    private final EtcFiles etc;
    private final BridgeLinks links;

    NameFiles(Site site, EtcFiles etc) {
        this.site = site;
        this.etc = etc;
        links = new BridgeLinks(site.table());
    }

    /**
     * Writes the files of a container that starts.
     *
     * @param config with the host name that it starts with
     * @throws EngineException Internal
     */
    void write(ContainerRecord record, ContainerConfig config, Connections connections) {
        etc.write(site.folder(record.id()), naming(record, config, connections));
    }

    /** The connections of a running container have changed; under its lock. */
    void change(LiveContainer container, Connections before, Connections now) {
        if (before.equals(now)) {
            return;
        }
        ContainerRecord record = container.record();
        Naming old = naming(record, record.config(), before);
        Naming next = old.with(now);
        List<HostsLine> gone = except(old.ownLines(), next.ownLines());
        List<HostsLine> added = except(next.ownLines(), old.ownLines());
        edit(container, text -> {
            String changed = text;
            for (HostsLine line : gone) {
                changed = line.outOf(changed);
            }
            for (HostsLine line : added) {
                changed = line.behind(next.ownLines(), changed);
            }
            return changed;
        });
        if (old.hasNameServer() != next.hasNameServer()) {
            guarded(container, () -> etc.replaceResolvConf(site.folder(container.id()), old, next));
        }
    }

    /**
     * A container has run on since its daemon was killed, perhaps before its files told of its last connection; under its lock.
     * What the container has written itself stays.
     */
    void catchUp(LiveContainer container) {
        Connections now = container.run().network();
        if (now.endpoints().isEmpty()) {
            return;
        }
        Naming next = naming(container.record(), container.record().config(), now);
        List<HostsLine> own = next.ownLines();
        edit(container, text -> own.stream().anyMatch(line -> text.contains(line.text())) ? with(own, text) : text);
        if (next.hasNameServer()) {
            Naming old = next.with(withoutNameServer(now));
            guarded(container, () -> etc.replaceResolvConf(site.folder(container.id()), old, next));
        }
    }

    private static String with(List<HostsLine> own, String text) {
        String changed = text;
        for (HostsLine line : own) {
            changed = line.behind(own, changed);
        }
        return changed;
    }

    private static Connections withoutNameServer(Connections connections) {
        Map<String, Connections.Connection> endpoints = new LinkedHashMap<>(connections.endpoints());
        endpoints.values().removeIf(Connections.Connection::hasNameServer);
        return new Connections(endpoints, connections.ports());
    }

    /**
     * A container has started, perhaps with another address: tells those that are linked to it, and it of those that it is
     * linked to, of which one may have started meanwhile. Without any container's lock.
     */
    void follow(LiveContainer started) {
        site.table().linking().stream()
                .filter(parent -> parent.state().hasProcess())
                .forEach(parent -> links.of(parent.record()).stream()
                        .filter(link ->
                                parent.equals(started) || link.source().id().equals(started.id()))
                        .forEach(link -> edit(parent, link.hostsLine()::within)));
    }

    /** A running container has lost a link. */
    void forget(LiveContainer container, HostsLine link) {
        edit(container, link::forgottenIn);
    }

    private void edit(LiveContainer container, UnaryOperator<String> change) {
        guarded(container, () -> etc.editHosts(site.folder(container.id()), change));
    }

    /** A file that cannot be written does not undo what it tells of. */
    private static void guarded(LiveContainer container, Runnable work) {
        try {
            work.run();
        } catch (EngineException e) {
            LOG.warn("names of container {}: {}", container.id(), e.getMessage());
        }
    }

    private static List<HostsLine> except(List<HostsLine> lines, List<HostsLine> others) {
        return lines.stream().filter(line -> !others.contains(line)).toList();
    }

    private Naming naming(ContainerRecord record, ContainerConfig config, Connections connections) {
        return new Naming(
                config.hostname(),
                config.domainname(),
                NameDefaults.applied(
                        record.hostConfig().network(), site.table().settings().network()),
                connections,
                links.of(record).stream().map(BridgeLinks.Live::hostsLine).toList());
    }
}
