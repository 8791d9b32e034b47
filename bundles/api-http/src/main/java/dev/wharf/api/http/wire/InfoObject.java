package dev.wharf.api.http.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.wharf.engine.api.system.SystemInfo;
import dev.wharf.engine.api.system.SystemInfo.Counts;
import dev.wharf.engine.api.system.SystemInfo.Features;
import dev.wharf.engine.api.system.SystemInfo.Host;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The engine and its host; keys and order of Docker 1.9.1, api/types/types.go (Info), {@code Sockets} of Docker 1.1,
 * and behind them newer keys that today's client shows.
 *
 * @param id {@code ID}; the others are named likewise
 */
public record InfoObject(
        @JsonProperty("ID") String id,
        int containers,
        int images,
        String driver,
        List<List<String>> driverStatus,
        boolean memoryLimit,
        boolean swapLimit,
        boolean cpuCfsPeriod,
        boolean cpuCfsQuota,
        @JsonProperty("IPv4Forwarding") boolean ipv4Forwarding,
        boolean bridgeNfIptables,
        boolean bridgeNfIp6tables,
        boolean debug,
        @JsonProperty("NFd") int openFiles,
        boolean oomKillDisable,
        @JsonProperty("NGoroutines") int threads,
        String systemTime,
        String executionDriver,
        String loggingDriver,
        @JsonProperty("NEventsListener") int eventListeners,
        String kernelVersion,
        String operatingSystem,
        String indexServerAddress,
        RegistryConfig registryConfig,
        String initSha1,
        String initPath,
        @JsonProperty("NCPU") int processors,
        long memTotal,
        String dockerRootDir,
        String httpProxy,
        String httpsProxy,
        String noProxy,
        String name,
        List<String> labels,
        boolean experimentalBuild,
        String serverVersion,
        String clusterStore,
        String clusterAdvertise,
        List<String> sockets,
        int containersRunning,
        int containersPaused,
        int containersStopped,
        boolean kernelMemory,
        @JsonProperty("CPUShares") boolean cpuShares,
        @JsonProperty("CPUSet") boolean cpuset,
        boolean pidsLimit,
        String cgroupVersion,
        @JsonProperty("OSType") String osType,
        String architecture,
        Map<String, List<String>> plugins,
        List<String> securityOptions,
        Optional<List<String>> warnings) {

    private static final String INDEX = "https://index.docker.io/v1/";

    /** The document. */
    public static InfoObject of(SystemInfo info) {
        Counts counts = info.containers();
        Features features = info.features();
        Host host = info.host();
        return new InfoObject(
                info.id(),
                counts.total(),
                info.images(),
                info.storageDriver(),
                info.storageStatus().stream()
                        .map(entry -> List.of(entry.getKey(), entry.getValue()))
                        .toList(),
                features.memoryLimit(),
                features.swapLimit(),
                features.cpuCfsPeriod(),
                features.cpuCfsQuota(),
                features.ipv4Forwarding(),
                features.bridgeNfIptables(),
                features.bridgeNfIp6tables(),
                info.debug(),
                info.openFiles(),
                features.oomKillDisable(),
                info.threads(),
                Times.text(info.time()),
                info.execDriver(),
                info.logDriver(),
                info.eventListeners(),
                host.kernel(),
                host.operatingSystem(),
                INDEX,
                RegistryConfig.standard(),
                "",
                "",
                host.processors(),
                host.memory(),
                info.dataRoot(),
                "",
                "",
                "",
                info.name(),
                info.labels(),
                false,
                VersionObject.engine(info.version()),
                "",
                "",
                info.sockets(),
                counts.running(),
                counts.paused(),
                counts.stopped(),
                features.kernelMemory(),
                features.cpuShares(),
                features.cpuset(),
                features.pidsLimit(),
                Integer.toString(features.cgroupVersion()),
                "linux",
                host.architecture(),
                plugins(info.drivers()),
                features.securityOptions(),
                Optional.of(info.warnings()).filter(list -> !list.isEmpty()));
    }

    /** The kinds of drivers that Docker calls plugins. */
    private static Map<String, List<String>> plugins(Map<String, List<String>> drivers) {
        return Map.of(
                "Volume", drivers.getOrDefault("volume", List.of()),
                "Network", drivers.getOrDefault("network", List.of()),
                "Log", drivers.getOrDefault("log", List.of()));
    }
}
