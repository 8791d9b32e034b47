package dev.wharf.api.http.server;

import dev.wharf.engine.api.EngineException.Conflict;
import dev.wharf.engine.api.EngineException.NotFound;
import dev.wharf.engine.api.volume.Volume;
import dev.wharf.engine.api.volume.VolumeRequest;
import dev.wharf.engine.api.volume.VolumeService;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Volumes by name; one called {@code used} is in use. */
final class FakeVolumes implements VolumeService {
    volatile Map<String, List<String>> filters = Map.of();

    private final Map<String, Volume> byName = new ConcurrentHashMap<>();

    @Override
    public Volume create(VolumeRequest request) {
        String driver = request.driver().isEmpty() ? "local" : request.driver();
        Volume volume = new Volume(
                request.name(),
                driver,
                "/data/" + request.name(),
                Optional.of(Instant.parse("2026-01-01T00:00:00.5Z")),
                request.labels(),
                request.options(),
                "local",
                Map.of());
        return byName.computeIfAbsent(request.name(), unused -> volume);
    }

    @Override
    public List<Volume> list(Map<String, List<String>> asked) {
        filters = asked;
        return List.copyOf(byName.values());
    }

    @Override
    public Volume inspect(String name) {
        return Optional.ofNullable(byName.get(name)).orElseThrow(() -> new NotFound("no such volume"));
    }

    @Override
    public void remove(String name, boolean force) {
        inspect(name);
        if (name.equals("used")) {
            throw new Conflict("Conflict: volume is in use");
        }
        byName.remove(name);
    }
}
