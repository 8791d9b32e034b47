package dev.wharf.engine.api.image;

import static java.util.Objects.requireNonNull;

import dev.wharf.engine.api.container.ContainerConfig;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An image.
 *
 * @param id digest of its configuration, {@code sha256:} and 64 hex digits
 * @param parent id of the image it was made from on this host, or of the next older one in the archive it came from;
 *     empty for a base
 * @param created when, as the image says
 * @param author who
 * @param comment of the commit or import
 * @param container that it was committed from; empty for none
 * @param containerConfig of that container
 * @param config run defaults
 * @param dockerVersion of the engine that made it
 * @param architecture such as {@code amd64}
 * @param os such as {@code linux}
 * @param size bytes of its own topmost layer
 * @param virtualSize bytes of all its layers
 * @param tags {@code repository:tag}, sorted
 * @param digests {@code repository@digest}, sorted
 * @param layers digests of the uncompressed layers, bottom first
 * @param graphDriver that keeps its layers
 * @param graphDetails what the graph driver tells about its topmost layer; absent while the driver is away
 */
public record Image(
        String id,
        String parent,
        Instant created,
        String author,
        String comment,
        String container,
        ContainerConfig containerConfig,
        ContainerConfig config,
        String dockerVersion,
        String architecture,
        String os,
        long size,
        long virtualSize,
        List<String> tags,
        List<String> digests,
        List<String> layers,
        String graphDriver,
        Optional<Map<String, String>> graphDetails) {
    /** Checks and copies. */
    public Image {
        requireNonNull(id, "id");
        requireNonNull(parent, "parent");
        requireNonNull(created, "created");
        requireNonNull(containerConfig, "containerConfig");
        requireNonNull(config, "config");
        tags = List.copyOf(tags);
        digests = List.copyOf(digests);
        layers = List.copyOf(layers);
        requireNonNull(graphDetails, "graphDetails");
    }
}
