package dev.wharf.api.http.server;

import dev.wharf.engine.api.EngineException.Conflict;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.EngineException.NotFound;
import dev.wharf.engine.api.container.Container;
import dev.wharf.engine.api.container.ContainerQuery;
import dev.wharf.engine.api.container.ContainerService;
import dev.wharf.engine.api.container.ContainerStatus;
import dev.wharf.engine.api.container.CreateRequest;
import dev.wharf.engine.api.container.Created;
import dev.wharf.engine.api.container.DiskUsage;
import dev.wharf.engine.api.container.NetworkStatus;
import dev.wharf.engine.api.container.RemoveOptions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Containers by name, without anything behind them. */
final class FakeContainers implements ContainerService {
    volatile ContainerQuery lastQuery = new ContainerQuery(false, 0, "", "", Map.of());

    final List<String> removedLinks = new CopyOnWriteArrayList<>();

    private final Map<String, Container> byName = new ConcurrentHashMap<>();

    @Override
    public Created create(CreateRequest request) {
        if (request.config().image().equals("broken")) {
            throw new IllegalStateException("secret /var/lib/wharf/path");
        }
        String name = request.name().isEmpty() ? "generated" : request.name().replaceFirst("^/", "");
        if (byName.containsKey(name)) {
            throw new Conflict("Conflict. The name \"" + name + "\" is already in use");
        }
        Container container = container(name, request);
        byName.put(name, container);
        return new Created(container.id(), List.of());
    }

    @Override
    public Container inspect(String container) {
        return Optional.ofNullable(byName.get(container)).orElseThrow(() -> new NotFound("no such id: " + container));
    }

    @Override
    public List<Container> list(ContainerQuery query) {
        lastQuery = query;
        return List.copyOf(byName.values());
    }

    @Override
    public Optional<DiskUsage> usage(String container) {
        return Optional.of(new DiskUsage(1, 2));
    }

    @Override
    public void rename(String container, String name) {
        inspect(container);
        if (name.isEmpty()) {
            throw new InvalidArgument("Neither old nor new names may be empty");
        }
    }

    @Override
    public void remove(String container, RemoveOptions options) {
        byName.remove(inspect(container).name());
    }

    @Override
    public void removeLink(String alias) {
        if (alias.contains("/")) {
            removedLinks.add(alias);
            return;
        }
        throw new Conflict("Conflict, cannot remove the default name of the container");
    }

    private static Container container(String name, CreateRequest request) {
        return new Container(
                "0123456789abcdef".repeat(4),
                name,
                Instant.EPOCH,
                List.of("sh"),
                request.config(),
                request.hostConfig(),
                "sha256:" + "ab".repeat(32),
                "busybox",
                new ContainerStatus(ContainerStatus.Phase.CREATED, 0, 0, "", false, Optional.empty(), Optional.empty()),
                "vfs",
                Optional.empty(),
                "native",
                new Container.Files("", "", "", ""),
                List.of(),
                NetworkStatus.none(),
                0,
                List.of(),
                List.of());
    }
}
