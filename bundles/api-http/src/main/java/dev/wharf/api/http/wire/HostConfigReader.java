package dev.wharf.api.http.wire;

import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.container.HostConfigBuilder;
import dev.wharf.engine.api.container.LogConfig;
import dev.wharf.engine.api.container.NetworkConfig;
import dev.wharf.engine.api.container.ResourceConfig;
import dev.wharf.engine.api.container.ResourceConfig.DeviceMapping;
import dev.wharf.engine.api.container.ResourceConfig.Ulimit;
import dev.wharf.engine.api.container.RestartPolicy;
import dev.wharf.engine.api.container.SecurityConfig;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads host configurations. A wrong type throws InvalidArgument. */
final class HostConfigReader {
    private HostConfigReader() {}

    static HostConfig read(Fields body) {
        MountRequests mounts = MountRequests.of(body);
        HostConfigBuilder host = HostConfig.builder()
                .binds(body.texts("Binds"))
                .mounts(mounts.mounts())
                .volumesFrom(volumesFrom(body))
                .volumeDriver(body.text("VolumeDriver"))
                .tmpfs(tmpfs(body, mounts))
                .resources(resources(body))
                .network(network(body))
                .security(security(body))
                .restartPolicy(restartPolicy(body.fields("RestartPolicy")))
                .log(log(body.fields("LogConfig")))
                .containerIdFile(body.text("ContainerIDFile"))
                .lxcConf(lxcConf(body))
                .consoleWidthHeight(body.numbers("ConsoleSize"))
                .shmSize(body.number("ShmSize"))
                .autoRemove(body.flag("AutoRemove"))
                .sysctls(body.map("Sysctls"))
                .runtime(body.text("Runtime"));
        body.optionalFlag("Init").ifPresent(host::init);
        return host.build();
    }

    /** Limits that a body does not name stay as they are stored: a client of old gives them when it creates. */
    static ResourceConfig resources(Fields body, ResourceConfig stored) {
        ResourceConfig read = resources(body);
        boolean cpuset = body.has("CpusetCpus") || body.has("Cpuset");
        return new ResourceConfig(
                body.has("Memory") ? read.memory() : stored.memory(),
                body.has("MemorySwap") ? read.memorySwap() : stored.memorySwap(),
                read.memoryReservation(),
                read.kernelMemory(),
                read.memorySwappiness(),
                read.oomKillDisable(),
                read.oomScoreAdj(),
                body.has("CpuShares") ? read.cpuShares() : stored.cpuShares(),
                read.cpuPeriod(),
                read.cpuQuota(),
                read.nanoCpus(),
                cpuset ? read.cpusetCpus() : stored.cpusetCpus(),
                read.cpusetMems(),
                read.blkioWeight(),
                read.pidsLimit(),
                read.ulimits(),
                read.devices(),
                read.cgroupParent());
    }

    private static Map<String, String> tmpfs(Fields body, MountRequests mounts) {
        Map<String, String> tmpfs = new LinkedHashMap<>(body.map("Tmpfs"));
        tmpfs.putAll(mounts.tmpfs());
        return tmpfs;
    }

    private static ResourceConfig resources(Fields body) {
        return new ResourceConfig(
                body.number("Memory"),
                body.number("MemorySwap"),
                body.number("MemoryReservation"),
                body.number("KernelMemory"),
                body.optionalSmallNumber("MemorySwappiness"),
                body.flag("OomKillDisable"),
                body.smallNumber("OomScoreAdj"),
                body.number("CpuShares"),
                body.number("CpuPeriod"),
                body.number("CpuQuota"),
                body.number("NanoCpus"),
                body.text("CpusetCpus").isEmpty() ? body.text("Cpuset") : body.text("CpusetCpus"),
                body.text("CpusetMems"),
                body.smallNumber("BlkioWeight"),
                body.optionalNumber("PidsLimit"),
                body.list("Ulimits").stream()
                        .map(limit -> new Ulimit(limit.text("Name"), limit.number("Soft"), limit.number("Hard")))
                        .toList(),
                body.list("Devices").stream().map(HostConfigReader::device).toList(),
                body.text("CgroupParent"));
    }

    private static DeviceMapping device(Fields device) {
        return new DeviceMapping(
                device.text("PathOnHost"), device.text("PathInContainer"), device.text("CgroupPermissions"));
    }

    /** Ports of PortSpecs stay, which a client of old gives when it creates. */
    static NetworkConfig network(Fields body, NetworkConfig stored) {
        NetworkConfig read = network(body);
        return new NetworkConfig(
                read.mode(),
                body.has("PortBindings") ? read.portBindings() : stored.portBindings(),
                read.publishAllPorts(),
                read.links(),
                read.dns(),
                read.dnsSearch(),
                read.dnsOptions(),
                read.extraHosts());
    }

    private static NetworkConfig network(Fields body) {
        return new NetworkConfig(
                body.text("NetworkMode"),
                Ports.bindings(body),
                body.flag("PublishAllPorts"),
                Links.of(body),
                body.texts("Dns"),
                body.texts("DnsSearch"),
                body.texts("DnsOptions"),
                body.texts("ExtraHosts"));
    }

    private static SecurityConfig security(Fields body) {
        return new SecurityConfig(
                body.flag("Privileged"),
                body.textOrTexts("CapAdd"),
                body.textOrTexts("CapDrop"),
                body.texts("GroupAdd"),
                body.texts("SecurityOpt"),
                body.flag("ReadonlyRootfs"),
                body.text("IpcMode"),
                body.text("PidMode"),
                body.text("UTSMode"),
                body.text("UsernsMode"),
                body.optionalTexts("MaskedPaths"),
                body.optionalTexts("ReadonlyPaths"));
    }

    private static RestartPolicy restartPolicy(Fields policy) {
        return new RestartPolicy(policy.text("Name"), policy.smallNumber("MaximumRetryCount"));
    }

    private static LogConfig log(Fields log) {
        return new LogConfig(log.text("Type"), log.map("Config"));
    }

    /** A list; up to API 1.9 a text with commas. */
    private static List<String> volumesFrom(Fields body) {
        if (!body.isText("VolumesFrom")) {
            return body.texts("VolumesFrom");
        }
        return Arrays.stream(body.text("VolumesFrom").split(",", -1))
                .filter(container -> !container.isEmpty())
                .toList();
    }

    /** A list of keys and values, or an object. */
    private static Map<String, String> lxcConf(Fields body) {
        if (!body.isList("LxcConf")) {
            return body.map("LxcConf");
        }
        Map<String, String> options = new LinkedHashMap<>();
        body.list("LxcConf").forEach(option -> options.put(option.text("Key"), option.text("Value")));
        return options;
    }
}
