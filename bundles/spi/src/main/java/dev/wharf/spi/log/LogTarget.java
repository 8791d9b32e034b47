package dev.wharf.spi.log;

import static java.util.Objects.requireNonNull;

import dev.wharf.spi.Identifiers;
import java.nio.file.Path;
import java.util.Map;

/**
 * The container whose output is logged.
 *
 * @param containerId 64 hex digits
 * @param containerName without the leading slash
 * @param imageName as given at create
 * @param imageId digest of the image's configuration, with {@code sha256:}; empty when it is not known
 * @param labels of the container
 * @param environment of the container, by name
 * @param folder the container's own folder, where a driver that writes files keeps them
 */
public record LogTarget(
        String containerId,
        String containerName,
        String imageName,
        String imageId,
        Map<String, String> labels,
        Map<String, String> environment,
        Path folder) {
    /** Checks and copies. */
    public LogTarget {
        Identifiers.checked("container id", containerId);
        requireNonNull(containerName, "containerName");
        requireNonNull(imageName, "imageName");
        requireNonNull(imageId, "imageId");
        labels = Map.copyOf(labels);
        environment = Map.copyOf(environment);
        requireNonNull(folder, "folder");
    }

    /** A container whose image's id is not known. */
    public LogTarget(
            String containerId,
            String containerName,
            String imageName,
            Map<String, String> labels,
            Map<String, String> environment,
            Path folder) {
        this(containerId, containerName, imageName, "", labels, environment, folder);
    }
}
