package dev.wharf.engine.container;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.CommitRequest;
import dev.wharf.engine.api.container.ContainerConfig;
import dev.wharf.engine.api.image.ContainerLayers;
import dev.wharf.engine.check.ConfigMerge;
import java.util.Map;

/** Makes an image of a container; Docker 1.9.1, daemon/commit.go. */
final class CommitContainer {
    private final Site site;
    private final ContainerLayers layers;
    private final PauseContainer pause;

    CommitContainer(Site site, ContainerLayers layers) {
        this.site = site;
        this.layers = layers;
        pause = new PauseContainer(site);
    }

    /**
     * Makes the image. Whatever happens, a container that was frozen for it goes on.
     *
     * @throws EngineException NotFound, Conflict, InvalidArgument, Unavailable, Internal
     */
    String run(LiveContainer container, CommitRequest request) {
        ContainerConfig config = config(container.record().config(), request);
        String id = commit(container, request, config);
        site.events()
                .tell(
                        container,
                        "commit",
                        Map.of("comment", request.comment(), "imageID", id, "imageRef", request.reference()));
        return id;
    }

    private String commit(LiveContainer container, CommitRequest request, ContainerConfig config) {
        try (Steps steps = new Steps()) { // all are taken back in the end
            steps.made(container.step(() -> UseRule.begin(site, container))::close);
            if (request.pause()) {
                steps.made(pause.frozen(container)::close);
            }
            ContainerRecord record = container.record();
            var commit = new ContainerLayers.Commit(
                    request.reference(),
                    request.author(),
                    request.comment(),
                    record.id(),
                    site.clock().instant(),
                    record.config(),
                    config);
            return layers.commit(record.snapshot(), commit);
        }
    }

    /** The lines change what the client sends, and that wins over what the container has; only a line gives a trigger. */
    private ContainerConfig config(ContainerConfig own, CommitRequest request) {
        ContainerConfig changed = layers.changed(request.config(), request.changes());
        return ConfigMerge.merged(changed, own).toBuilder()
                .onBuild(changed.onBuild())
                .build();
    }
}
