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
 * @param labels of the container
 * @param environment of the container, by name
 * @param folder the container's own folder, where a driver that writes files keeps them
 */
public record LogTarget(
        String containerId,
        String containerName,
        String imageName,
        Map<String, String> labels,
        Map<String, String> environment,
        Path folder) {
    /** Checks and copies. */
    public LogTarget {
        Identifiers.checked("container id", containerId);
        requireNonNull(containerName, "containerName");
        requireNonNull(imageName, "imageName");
        labels = Map.copyOf(labels);
        environment = Map.copyOf(environment);
        requireNonNull(folder, "folder");
    }
}
