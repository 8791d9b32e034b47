package dev.wharf.networks.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.networks.record.NetworkRecord.Addresses;
import dev.wharf.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RealStoreTest {
    private static final NetworkRecord RECORD = new NetworkRecord(
            "a".repeat(64),
            "front",
            Instant.parse("2026-11-21T12:00:00Z"),
            "local",
            "bridge",
            true,
            false,
            new Addresses(
                    "default",
                    Map.of("a", "b"),
                    List.of(
                            new SubnetRecord(
                                    "10.1.0.0/16/10.1.2.0/24",
                                    "10.1.0.0/16",
                                    "10.1.2.0/24",
                                    "10.1.0.1",
                                    Map.of("router", "10.1.0.2"),
                                    false),
                            new SubnetRecord("fd00::/64", "fd00::/64", "", "fd00::1", Map.of(), false))),
            Map.of("com.docker.network.bridge.enable_icc", "false"),
            Map.of("tier", "db"));

    @TempDir
    Path folder;

    @Test
    void aRecordComesBackAsItWas() {
        try (SqliteStore store = new SqliteStore(folder, Clock.systemUTC())) {
            new NetworkStore(store).put(RECORD);
        }

        try (SqliteStore store = new SqliteStore(folder, Clock.systemUTC())) {
            assertThat(new NetworkStore(store).all()).containsExactly(RECORD);
            new NetworkStore(store).remove(RECORD);
        }

        try (SqliteStore store = new SqliteStore(folder, Clock.systemUTC())) {
            assertThat(new NetworkStore(store).all()).isEmpty();
        }
    }
}
