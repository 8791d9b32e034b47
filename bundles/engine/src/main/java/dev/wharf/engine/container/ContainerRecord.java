package dev.wharf.engine.container;

import static java.util.Objects.requireNonNull;

import dev.wharf.engine.api.container.ContainerConfig;
import dev.wharf.engine.api.container.EndpointRequest;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.container.MountPoint;
import dev.wharf.engine.api.image.ContainerLayers;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a container was made as; kept in the store.
 *
 * @param id 64 hex digits
 * @param name without the leading slash
 * @param created when
 * @param config with the image's defaults merged in
 * @param hostConfig how it is tied to the host
 * @param imageId digest of the image's configuration, with {@code sha256:}
 * @param graphDriver that keeps its root
 * @param execDriver that runs it
 * @param mounts binds and volumes
 * @param networks how it is to be connected, by name or id of the network; empty for what its mode says alone, as in records
 *     of old
 */
public record ContainerRecord(
        String id,
        String name,
        Instant created,
        ContainerConfig config,
        HostConfig hostConfig,
        String imageId,
        String graphDriver,
        String execDriver,
        List<MountPoint> mounts,
        Map<String, EndpointRequest> networks) {
    /** Checks and copies. */
    public ContainerRecord {
        requireNonNull(id, "id");
        requireNonNull(name, "name");
        requireNonNull(created, "created");
        requireNonNull(config, "config");
        requireNonNull(hostConfig, "hostConfig");
        requireNonNull(imageId, "imageId");
        requireNonNull(graphDriver, "graphDriver");
        requireNonNull(execDriver, "execDriver");
        mounts = List.copyOf(mounts);
        networks = Collections.unmodifiableMap(new LinkedHashMap<>(networks));
    }

    /** Its writable snapshot. */
    ContainerLayers.Snapshot snapshot() {
        return new ContainerLayers.Snapshot(graphDriver, id, imageId);
    }

    /** The same container under another name. */
    ContainerRecord named(String other) {
        return new ContainerRecord(
                id, other, created, config, hostConfig, imageId, graphDriver, execDriver, mounts, networks);
    }

    /** The same container with its root in another graph driver. */
    ContainerRecord movedTo(String other) {
        return new ContainerRecord(id, name, created, config, hostConfig, imageId, other, execDriver, mounts, networks);
    }

    /** The same container tied to the host in another way. */
    ContainerRecord with(HostConfig other, List<MountPoint> otherMounts) {
        return new ContainerRecord(
                id, name, created, config, other, imageId, graphDriver, execDriver, otherMounts, networks);
    }

    /** The same container, to be connected in another way. */
    ContainerRecord connected(Map<String, EndpointRequest> others) {
        return new ContainerRecord(
                id, name, created, config, hostConfig, imageId, graphDriver, execDriver, mounts, others);
    }
}
