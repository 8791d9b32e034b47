package dev.wharf.api.http.server;

import dev.wharf.engine.api.container.ContainerMonitor;
import dev.wharf.engine.api.container.ContainerProcesses;
import dev.wharf.engine.api.container.ContainerStats;
import dev.wharf.engine.api.container.StatsSubscription;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Processes and samples that the test names. */
final class FakeMonitor implements ContainerMonitor {
    /** What those who watch get; an empty one ends the watching. */
    final BlockingQueue<Optional<ContainerStats>> samples = new LinkedBlockingQueue<>();

    final CountDownLatch closed = new CountDownLatch(1);
    volatile String psArguments = "";

    private final FakeContainers containers;

    FakeMonitor(FakeContainers containers) {
        this.containers = containers;
    }

    static ContainerStats stats(String id) {
        return new ContainerStats(
                id,
                "c1",
                Instant.parse("2026-01-01T00:00:01Z"),
                Instant.parse("2026-01-01T00:00:00Z"),
                ContainerStats.Cpu.none(),
                Optional.empty(),
                Optional.of(new ContainerStats.Memory(4096, 0, 0, 1 << 20, Map.of("rss", 1L))),
                Map.of(),
                Map.of("eth0", new ContainerStats.Network(1, 2, 3, 4, 5, 6, 7, 8)),
                OptionalLong.empty());
    }

    @Override
    public ContainerProcesses processes(String container, String arguments) {
        containers.inspect(container);
        psArguments = arguments;
        return new ContainerProcesses(
                List.of("UID", "PID", "TTY", "TIME", "CMD"),
                List.of(List.of("root", "7", "?", "00:00:00", "sleep 300")));
    }

    @Override
    public ContainerStats sample(String container) {
        return stats(containers.inspect(container).id());
    }

    @Override
    public StatsSubscription watch(String container) {
        containers.inspect(container);
        return new Watching();
    }

    private final class Watching implements StatsSubscription {
        private volatile boolean hasEnded;

        @Override
        public Optional<ContainerStats> next(Duration timeout) throws InterruptedException {
            Optional<ContainerStats> sample = samples.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (sample == null) {
                return Optional.empty();
            }
            hasEnded = hasEnded || sample.isEmpty();
            return sample;
        }

        @Override
        public boolean hasEnded() {
            return hasEnded;
        }

        @Override
        public void close() {
            hasEnded = true;
            samples.add(Optional.empty());
            closed.countDown();
        }
    }
}
