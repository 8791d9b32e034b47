package dev.wharf.engine.api.container;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a container is tied to its host. An empty text means unset.
 *
 * @param binds {@code source:target[:mode]}
 * @param mounts further binds and volumes, by their parts
 * @param volumesFrom {@code container[:mode]}
 * @param volumeDriver of volumes that are made for the container
 * @param tmpfs mount options by target
 * @param resources limits
 * @param network mode, ports and names
 * @param security rights and namespaces
 * @param restartPolicy what happens when it ends
 * @param log where its output goes
 * @param containerIdFile kept for the client, not written
 * @param lxcConf kept for the client, has no effect
 * @param consoleWidthHeight kept for the client: two numbers
 * @param shmSize bytes of /dev/shm; 0 for the default of 64 MiB
 * @param autoRemove whether it is removed when it ends
 * @param init whether a small init process is pid 1
 * @param sysctls values of /proc/sys by dotted name
 * @param runtime kept for the client: the name of an execution driver, empty for the default
 */
public record HostConfig(
        List<String> binds,
        List<MountRequest> mounts,
        List<String> volumesFrom,
        String volumeDriver,
        Map<String, String> tmpfs,
        ResourceConfig resources,
        NetworkConfig network,
        SecurityConfig security,
        RestartPolicy restartPolicy,
        LogConfig log,
        String containerIdFile,
        Map<String, String> lxcConf,
        List<Integer> consoleWidthHeight,
        long shmSize,
        boolean autoRemove,
        Optional<Boolean> init,
        Map<String, String> sysctls,
        String runtime) {
    /** Checks and copies. */
    public HostConfig {
        binds = List.copyOf(binds);
        mounts = List.copyOf(mounts);
        volumesFrom = List.copyOf(volumesFrom);
        requireNonNull(volumeDriver, "volumeDriver");
        tmpfs = Ordered.map(tmpfs);
        requireNonNull(resources, "resources");
        requireNonNull(network, "network");
        requireNonNull(security, "security");
        requireNonNull(restartPolicy, "restartPolicy");
        requireNonNull(log, "log");
        requireNonNull(containerIdFile, "containerIdFile");
        lxcConf = Ordered.map(lxcConf);
        consoleWidthHeight = List.copyOf(consoleWidthHeight);
        requireNonNull(init, "init");
        sysctls = Ordered.map(sysctls);
        requireNonNull(runtime, "runtime");
    }

    /** As it was before version 1.4 of this package: without mounts. */
    public HostConfig(
            List<String> binds,
            List<String> volumesFrom,
            String volumeDriver,
            Map<String, String> tmpfs,
            ResourceConfig resources,
            NetworkConfig network,
            SecurityConfig security,
            RestartPolicy restartPolicy,
            LogConfig log,
            String containerIdFile,
            Map<String, String> lxcConf,
            List<Integer> consoleWidthHeight,
            long shmSize,
            boolean autoRemove,
            Optional<Boolean> init,
            Map<String, String> sysctls,
            String runtime) {
        this(
                binds,
                List.of(),
                volumesFrom,
                volumeDriver,
                tmpfs,
                resources,
                network,
                security,
                restartPolicy,
                log,
                containerIdFile,
                lxcConf,
                consoleWidthHeight,
                shmSize,
                autoRemove,
                init,
                sysctls,
                runtime);
    }

    /** Nothing set. */
    public static HostConfig empty() {
        return builder().build();
    }

    /** A builder with nothing set. */
    public static HostConfigBuilder builder() {
        return new HostConfigBuilder();
    }

    /** A builder that starts from this configuration. */
    public HostConfigBuilder toBuilder() {
        return new HostConfigBuilder(this);
    }
}
