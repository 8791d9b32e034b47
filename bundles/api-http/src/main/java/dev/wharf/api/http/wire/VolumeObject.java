package dev.wharf.api.http.wire;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_ABSENT;
import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_EMPTY;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.wharf.engine.api.volume.Volume;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/**
 * A volume: the keys of Docker 1.9.1, api/types/types.go (Volume), among those of 20.10 and in its order.
 *
 * @param createdAt {@code CreatedAt}; the others are named likewise
 */
public record VolumeObject(
        @JsonInclude(NON_ABSENT) Optional<String> createdAt,
        String driver,
        Optional<Map<String, String>> labels,
        String mountpoint,
        String name,
        Optional<Map<String, String>> options,
        String scope,
        @JsonInclude(NON_EMPTY) Map<String, String> status) {

    /** The document of a volume. */
    public static VolumeObject of(Volume volume) {
        return new VolumeObject(
                volume.created().map(created -> Times.text(created.truncatedTo(ChronoUnit.SECONDS))),
                volume.driver(),
                filled(volume.labels()),
                volume.mountpoint(),
                volume.name(),
                filled(volume.options()),
                volume.scope(),
                volume.status());
    }

    private static Optional<Map<String, String>> filled(Map<String, String> map) {
        return Optional.of(map).filter(values -> !values.isEmpty());
    }
}
