package dev.wharf.engine.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.engine.api.container.ContainerConfig;
import dev.wharf.engine.api.container.EndpointRequest;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.container.MountPoint;
import dev.wharf.engine.api.container.NetworkConfig;
import dev.wharf.engine.api.container.NetworkConfig.HostPort;
import dev.wharf.engine.api.container.NetworkStatus.Endpoint;
import dev.wharf.engine.api.container.RestartPolicy;
import dev.wharf.engine.api.network.Connections;
import dev.wharf.engine.api.network.Connections.Connection;
import dev.wharf.engine.container.RunRecord.Outcome;
import dev.wharf.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordsTest {
    @TempDir
    Path root;

    @Test
    void comeBackFromTheStoreAsTheyWere() throws Exception {
        ContainerRecord record = record();
        RunRecord run = new RunRecord(
                ContainerState.RUNNING,
                42,
                new Outcome(3, "why", true),
                Optional.of(Instant.parse("2026-11-21T01:02:03.123456789Z")),
                Optional.empty(),
                2,
                true,
                Optional.of(new Backoff(3, 800)),
                Optional.of(connections()),
                Optional.of(RunRecord.created()));
        Store store = sqlite();
        ContainerStore containers = new ContainerStore(store);
        containers.create(record, RunRecord.created());
        containers.update(record.id(), run);
        ((AutoCloseable) store).close();

        Store reopened = sqlite();
        try (AutoCloseable closing = (AutoCloseable) reopened) {
            assertThat(closing).isNotNull();
            LiveContainer loaded = new ContainerStore(reopened).load().get(0);

            assertThat(loaded.record()).isEqualTo(record);
            assertThat(loaded.run()).isEqualTo(run);
        }
    }

    /** The real store, whose package is hidden. */
    private Store sqlite() throws ReflectiveOperationException {
        return Class.forName("dev.wharf.store.sqlite.SqliteStore")
                .asSubclass(Store.class)
                .getConstructor(Path.class, Clock.class)
                .newInstance(root, Clock.systemUTC());
    }

    private static Connections connections() {
        Endpoint endpoint = new Endpoint("n1", "e1", "172.17.0.1", "172.17.0.2", 16, "", "", 0, "02:42:ac:11:00:02");
        return new Connections(
                Map.of("bridge", new Connection(endpoint, "bridge", "eth0", false)),
                Map.of("80/tcp", List.of(new HostPort("0.0.0.0", "8080")), "81/tcp", List.of()));
    }

    private static ContainerRecord record() {
        ContainerConfig config = ContainerConfig.builder()
                .image("busybox")
                .cmd(List.of("sh", "-c", "true"))
                .entrypoint(List.of())
                .env(List.of("A=1"))
                .exposedPorts(Set.of("80/tcp"))
                .labels(Map.of("k", "v"))
                .stopTimeout(3)
                .build();
        NetworkConfig network = new NetworkConfig(
                "none",
                Map.of("80/tcp", List.of(new HostPort("", "8080"))),
                false,
                List.of(),
                List.of("9.9.9.9"),
                List.of(),
                List.of(),
                List.of("a:1.2.3.4"));
        HostConfig hostConfig = HostConfig.builder()
                .binds(List.of("/a:/b"))
                .network(network)
                .restartPolicy(new RestartPolicy("always", 0))
                .init(true)
                .build();
        MountPoint mount = new MountPoint(MountPoint.Kind.BIND, "", "", "/a", "/b", "", true, "rprivate");
        return new ContainerRecord(
                "a".repeat(64),
                "web",
                Instant.parse("2026-11-21T00:00:00Z"),
                config,
                hostConfig,
                "sha256:1",
                "overlay",
                "native",
                List.of(mount),
                Map.of("back", new EndpointRequest("10.0.0.9", "", List.of("db"), List.of("a:b"), Map.of("k", "v"))));
    }
}
