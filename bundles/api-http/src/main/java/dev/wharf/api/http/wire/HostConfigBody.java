package dev.wharf.api.http.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.container.NetworkConfig;
import dev.wharf.engine.api.container.NetworkConfig.HostPort;
import dev.wharf.engine.api.container.ResourceConfig;
import dev.wharf.engine.api.container.ResourceConfig.DeviceMapping;
import dev.wharf.engine.api.container.ResourceConfig.Ulimit;
import dev.wharf.engine.api.container.SecurityConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * How a container is tied to its host, with the keys and the order of Docker 1.9.1, runconfig/hostconfig.go, and
 * behind them the newer keys that this engine honours. An empty Optional is written as null.
 *
 * @param binds {@code Binds}; the others are named likewise
 */
public record HostConfigBody(
        Optional<List<String>> binds,
        @JsonProperty("ContainerIDFile") String containerIdFile,
        List<LxcOption> lxcConf,
        long memory,
        long memoryReservation,
        long memorySwap,
        long kernelMemory,
        long cpuShares,
        long cpuPeriod,
        String cpusetCpus,
        String cpusetMems,
        long cpuQuota,
        int blkioWeight,
        boolean oomKillDisable,
        OptionalInt memorySwappiness,
        boolean privileged,
        Optional<Map<String, Optional<List<Address>>>> portBindings,
        Optional<List<String>> links,
        boolean publishAllPorts,
        Optional<List<String>> dns,
        Optional<List<String>> dnsOptions,
        Optional<List<String>> dnsSearch,
        Optional<List<String>> extraHosts,
        Optional<List<String>> volumesFrom,
        List<Device> devices,
        String networkMode,
        String ipcMode,
        String pidMode,
        @JsonProperty("UTSMode") String utsMode,
        Optional<List<String>> capAdd,
        Optional<List<String>> capDrop,
        Optional<List<String>> groupAdd,
        Restart restartPolicy,
        Optional<List<String>> securityOpt,
        boolean readonlyRootfs,
        Optional<List<Limit>> ulimits,
        Log logConfig,
        String cgroupParent,
        List<Integer> consoleSize,
        String volumeDriver,
        boolean autoRemove,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Boolean> init,
        long nanoCpus,
        int oomScoreAdj,
        OptionalLong pidsLimit,
        String runtime,
        long shmSize,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<List<String>> maskedPaths,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<List<String>> readonlyPaths,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<MountDocument> mounts,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> sysctls,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> tmpfs,
        String usernsMode) {

    private static final long DEFAULT_SHM_SIZE = 64L << 20;

    /** An option of the lxc driver. */
    record LxcOption(String key, String value) {}

    /** An address on the host. */
    record Address(String hostIp, String hostPort) {
        static List<Address> of(List<HostPort> ports) {
            return ports.stream()
                    .map(port -> new Address(port.ip(), port.port()))
                    .toList();
        }
    }

    /** A device of the host in the container. */
    record Device(String pathOnHost, String pathInContainer, String cgroupPermissions) {}

    /** A limit of setrlimit(2). */
    record Limit(String name, long hard, long soft) {}

    /** What happens when the container ends. */
    record Restart(String name, int maximumRetryCount) {}

    /** Where the output goes. */
    record Log(String type, Map<String, String> config) {}

    /** The document of the host configuration of a container. */
    static HostConfigBody of(HostConfig host, String container) {
        NetworkConfig network = host.network();
        ResourceConfig limits = host.resources();
        SecurityConfig security = host.security();
        return new HostConfigBody(
                filled(host.binds()),
                host.containerIdFile(),
                lxcConf(host),
                limits.memory(),
                limits.memoryReservation(),
                limits.memorySwap(),
                limits.kernelMemory(),
                limits.cpuShares(),
                limits.cpuPeriod(),
                limits.cpusetCpus(),
                limits.cpusetMems(),
                limits.cpuQuota(),
                limits.blkioWeight(),
                limits.oomKillDisable(),
                limits.memorySwappiness(),
                security.privileged(),
                addresses(network.portBindings()),
                filled(Links.shown(network.links(), container)),
                network.publishAllPorts(),
                filled(network.dns()),
                filled(network.dnsOptions()),
                filled(network.dnsSearch()),
                filled(network.extraHosts()),
                filled(host.volumesFrom()),
                devices(limits),
                network.mode().isEmpty() ? "default" : network.mode(),
                security.ipcMode(),
                security.pidMode(),
                security.utsMode(),
                filled(security.capAdd()),
                filled(security.capDrop()),
                filled(security.groupAdd()),
                new Restart(host.restartPolicy().name(), host.restartPolicy().maximumRetryCount()),
                filled(security.securityOpt()),
                security.readonlyRootfs(),
                filled(limits(limits)),
                new Log(host.log().type(), host.log().options()),
                limits.cgroupParent(),
                host.consoleWidthHeight().isEmpty() ? List.of(0, 0) : host.consoleWidthHeight(),
                host.volumeDriver(),
                host.autoRemove(),
                host.init(),
                limits.nanoCpus(),
                limits.oomScoreAdj(),
                limits.pidsLimit(),
                host.runtime(),
                host.shmSize() == 0 ? DEFAULT_SHM_SIZE : host.shmSize(),
                security.maskedPaths(),
                security.readonlyPaths(),
                MountDocument.of(host.mounts()),
                host.sysctls(),
                host.tmpfs(),
                security.usernsMode());
    }

    /**
     * Reads the host configuration that start can have as its body. It replaces the stored one as a whole, but for the
     * limits and ports that a client below API 1.15 has given when it created the container, unless the body names them.
     *
     * @throws dev.wharf.engine.api.EngineException.InvalidArgument for a value of a wrong type
     */
    public static HostConfig toDomain(ObjectNode body, HostConfig stored) {
        Fields fields = new Fields(body);
        return HostConfigReader.read(fields).toBuilder()
                .resources(HostConfigReader.resources(fields, stored.resources()))
                .network(HostConfigReader.network(fields, stored.network()))
                .build();
    }

    /**
     * Reads a host configuration that replaces the stored one without exception.
     *
     * @throws dev.wharf.engine.api.EngineException.InvalidArgument for a value of a wrong type
     */
    public static HostConfig toDomain(ObjectNode body) {
        return HostConfigReader.read(new Fields(body));
    }

    private static <T> Optional<List<T>> filled(List<T> elements) {
        return Optional.of(elements).filter(list -> !list.isEmpty());
    }

    private static List<LxcOption> lxcConf(HostConfig host) {
        return host.lxcConf().entrySet().stream()
                .map(option -> new LxcOption(option.getKey(), option.getValue()))
                .toList();
    }

    private static Optional<Map<String, Optional<List<Address>>>> addresses(Map<String, List<HostPort>> bindings) {
        Map<String, Optional<List<Address>>> addresses = new TreeMap<>();
        bindings.forEach((port, hosts) -> addresses.put(port, filled(Address.of(hosts))));
        return Optional.of(addresses).filter(map -> !map.isEmpty());
    }

    private static List<Device> devices(ResourceConfig limits) {
        return limits.devices().stream().map(HostConfigBody::device).toList();
    }

    private static Device device(DeviceMapping device) {
        return new Device(device.pathOnHost(), device.pathInContainer(), device.permissions());
    }

    private static List<Limit> limits(ResourceConfig limits) {
        return limits.ulimits().stream().map(HostConfigBody::limit).toList();
    }

    private static Limit limit(Ulimit limit) {
        return new Limit(limit.name(), limit.hard(), limit.soft());
    }
}
