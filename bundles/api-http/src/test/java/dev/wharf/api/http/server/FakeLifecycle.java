package dev.wharf.api.http.server;

import dev.wharf.engine.api.EngineException.NotModified;
import dev.wharf.engine.api.EngineException.NotRunning;
import dev.wharf.engine.api.container.ContainerLifecycle;
import dev.wharf.engine.api.container.HostConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Containers that run because they were told to. */
final class FakeLifecycle implements ContainerLifecycle {
    /** Completes the waits for all containers. */
    final CompletableFuture<Integer> exit = new CompletableFuture<>();

    private final FakeContainers containers;
    private final Set<String> running = ConcurrentHashMap.newKeySet();

    FakeLifecycle(FakeContainers containers) {
        this.containers = containers;
    }

    @Override
    public void start(String container) {
        if (!running.add(containers.inspect(container).name())) {
            throw new NotModified("it runs");
        }
    }

    @Override
    public void configure(String container, HostConfig hostConfig) {
        containers.inspect(container);
    }

    @Override
    public void stop(String container, Optional<Duration> timeout) {
        if (!running.remove(containers.inspect(container).name())) {
            throw new NotModified("it does not run");
        }
    }

    @Override
    public void restart(String container, Optional<Duration> timeout) {
        running.add(containers.inspect(container).name());
    }

    @Override
    public void kill(String container, String signal) {
        requireRunning(container);
    }

    @Override
    public void pause(String container) {
        requireRunning(container);
    }

    @Override
    public void unpause(String container) {
        requireRunning(container);
    }

    @Override
    public void resize(String container, int rows, int columns) {
        requireRunning(container);
    }

    @Override
    public CompletableFuture<Integer> exit(String container, WaitCondition condition) {
        containers.inspect(container);
        return exit;
    }

    private void requireRunning(String container) {
        if (!running.contains(containers.inspect(container).name())) {
            throw new NotRunning("Container " + container + " is not running");
        }
    }
}
