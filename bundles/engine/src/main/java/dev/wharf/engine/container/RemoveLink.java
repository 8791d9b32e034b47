package dev.wharf.engine.container;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.network.HostsLine;
import java.util.List;

/**
 * Takes a link from a container. A running one keeps the variables, is not told of its source
 * any more, and does not reach it where containers are kept from one another.
 */
final class RemoveLink {
    private final Site site;
    private final NameFiles names;
    private final Links links;

    RemoveLink(Site site, NameFiles names) {
        this.site = site;
        this.names = names;
        links = new Links(site.table());
    }

    /**
     * Removes the link.
     *
     * @param alias that it has in the container
     * @throws EngineException NotFound when there is none of that name
     */
    void run(LiveContainer parent, String alias) {
        parent.step(() -> {
            ContainerRecord record = parent.record();
            if (links.of(record).stream().noneMatch(link -> link.alias().equals(alias))) {
                throw new EngineException.NotFound("Cannot find link /" + record.name() + '/' + alias);
            }
            site.table().update(parent, record.with(Links.without(record.hostConfig(), alias), record.mounts()));
            if (parent.state().hasProcess()) {
                names.forget(parent, new HostsLine("", List.of(alias)));
                site.connector().relink(parent.record());
            }
        });
    }
}
