package dev.wharf.api.http.server;

import dev.wharf.engine.api.EngineException.Conflict;
import dev.wharf.engine.api.EngineException.NotFound;
import dev.wharf.engine.api.container.Change;
import dev.wharf.engine.api.container.CommitRequest;
import dev.wharf.engine.api.container.ContainerChanges;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/** Remembers what it was asked for. A container named {@code busy} cannot be moved. */
final class FakeChanges implements ContainerChanges {
    final BlockingQueue<CommitRequest> commits = new LinkedBlockingQueue<>();
    final Map<String, String> migrated = new ConcurrentHashMap<>();
    volatile List<Change> changes = List.of();

    private final FakeContainers containers;

    FakeChanges(FakeContainers containers) {
        this.containers = containers;
    }

    @Override
    public List<Change> list(String container) {
        containers.inspect(container);
        return changes;
    }

    @Override
    public String commit(CommitRequest request) {
        containers.inspect(request.container());
        commits.add(request);
        return FakeImages.ID;
    }

    @Override
    public void migrate(String container, String graphDriver) {
        containers.inspect(container);
        if (container.equals("busy")) {
            throw new Conflict("Container busy is running");
        }
        if (!graphDriver.equals("vfs")) {
            throw new NotFound("no graph driver " + graphDriver + " serves");
        }
        migrated.put(container, graphDriver);
    }
}
