package dev.wharf.engine.api.container;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A container as it is at one instant.
 *
 * @param id 64 hex digits
 * @param name without the leading slash
 * @param created when
 * @param command path and arguments of the first process, entrypoint and cmd together
 * @param config with the image's defaults merged in
 * @param hostConfig how it is tied to the host
 * @param imageId digest of the image's configuration, with {@code sha256:}
 * @param imageName how a listing names the image: as given at create, or its id when that name has moved
 * @param status where it is in its life
 * @param graphDriver that keeps its root
 * @param graphDetails what the graph driver tells about it, in order; absent while the driver is away
 * @param execDriver that runs it
 * @param files of the container on the host
 * @param mounts binds and volumes
 * @param network how it is connected
 * @param restartCount restarts by policy since the last manual start
 * @param execIds of running execs
 * @param aliases further names from links, such as {@code parent/alias}
 */
public record Container(
        String id,
        String name,
        Instant created,
        List<String> command,
        ContainerConfig config,
        HostConfig hostConfig,
        String imageId,
        String imageName,
        ContainerStatus status,
        String graphDriver,
        Optional<Map<String, String>> graphDetails,
        String execDriver,
        Files files,
        List<MountPoint> mounts,
        NetworkStatus network,
        int restartCount,
        List<String> execIds,
        List<String> aliases) {

    /**
     * The container's files on the host; an empty path means that there is none.
     *
     * @param resolvConf bound to /etc/resolv.conf
     * @param hostname bound to /etc/hostname
     * @param hosts bound to /etc/hosts
     * @param log of the log driver
     */
    public record Files(String resolvConf, String hostname, String hosts, String log) {
        /** Checks all parts. */
        public Files {
            requireNonNull(resolvConf, "resolvConf");
            requireNonNull(hostname, "hostname");
            requireNonNull(hosts, "hosts");
            requireNonNull(log, "log");
        }
    }

    /** Checks and copies. */
    public Container {
        requireNonNull(id, "id");
        requireNonNull(name, "name");
        requireNonNull(created, "created");
        command = List.copyOf(command);
        requireNonNull(config, "config");
        requireNonNull(hostConfig, "hostConfig");
        requireNonNull(imageId, "imageId");
        requireNonNull(imageName, "imageName");
        requireNonNull(status, "status");
        requireNonNull(graphDriver, "graphDriver");
        requireNonNull(graphDetails, "graphDetails");
        requireNonNull(execDriver, "execDriver");
        requireNonNull(files, "files");
        mounts = List.copyOf(mounts);
        requireNonNull(network, "network");
        execIds = List.copyOf(execIds);
        aliases = List.copyOf(aliases);
    }
}
