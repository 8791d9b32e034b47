package dev.wharf.volume.local;

import static java.util.Objects.requireNonNull;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a volume with options consists of; Docker 20.10, volume/local/local_unix.go.
 *
 * @param type of the file system as in mount(8); {@code none} for a bind
 * @param options as in mount(8), separated by commas; may be empty
 * @param device as in mount(8)
 */
record MountRequest(String type, String options, String device) {
    private static final String TYPE = "type";
    private static final String OPTIONS = "o";
    private static final String DEVICE = "device";
    private static final String SIZE = "size";
    private static final Set<String> KNOWN = Set.of(TYPE, OPTIONS, DEVICE, SIZE);
    private static final Map<String, List<String>> NEEDED =
            Map.of(DEVICE, List.of(TYPE), TYPE, List.of(DEVICE), OPTIONS, List.of(DEVICE, TYPE));

    /** Checks all parts. */
    MountRequest {
        requireNonNull(type, "type");
        requireNonNull(options, "options");
        requireNonNull(device, "device");
    }

    /**
     * Reads the options of a volume; empty when nothing is to be mounted.
     *
     * @throws DriverException INVALID_ARGUMENT, and UNSUPPORTED for a quota, which no folder of ours can keep
     */
    static Optional<MountRequest> of(Map<String, String> volume) {
        volume.keySet().stream()
                .filter(key -> !KNOWN.contains(key))
                .sorted()
                .findFirst()
                .ifPresent(key -> {
                    throw new DriverException(Kind.INVALID_ARGUMENT, "invalid option: \"" + key + '"');
                });
        missing(volume).stream().findFirst().ifPresent(key -> {
            throw new DriverException(Kind.INVALID_ARGUMENT, "missing required option: \"" + key + '"');
        });
        Optional.ofNullable(volume.get(SIZE)).filter(size -> Bytes.of(size) > 0).ifPresent(size -> {
            throw new DriverException(Kind.UNSUPPORTED, "quota size requested but no quota support");
        });
        return Optional.ofNullable(volume.get(TYPE))
                .map(type -> new MountRequest(type, volume.getOrDefault(OPTIONS, ""), volume.getOrDefault(DEVICE, "")));
    }

    private static List<String> missing(Map<String, String> volume) {
        List<String> missing = new ArrayList<>();
        NEEDED.forEach((key, needed) -> {
            if (volume.containsKey(key)) {
                needed.stream().filter(other -> !volume.containsKey(other)).forEach(missing::add);
            }
        });
        return missing.stream().sorted().toList();
    }
}
