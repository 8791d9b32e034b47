package dev.wharf.api.http.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.container.ContainerConfig;
import dev.wharf.engine.api.container.CreateRequest;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.container.NetworkConfig;
import dev.wharf.engine.api.container.NetworkConfig.HostPort;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The body of a create: the keys of a {@link ConfigBody} with {@code HostConfig} beside them. As in Docker 1.9.1,
 * runconfig/config_unix.go, host keys that old clients put at the top count, too, unless {@code HostConfig} has them.
 */
public final class CreateBody {
    private static final List<String> CONFIG_KEYS = List.of(
            "Hostname",
            "Domainname",
            "User",
            "AttachStdin",
            "AttachStdout",
            "AttachStderr",
            "ExposedPorts",
            "Tty",
            "OpenStdin",
            "StdinOnce",
            "Env",
            "Cmd",
            "Image",
            "Volumes",
            "WorkingDir",
            "Entrypoint",
            "NetworkDisabled",
            "DisableNetwork",
            "MacAddress",
            "OnBuild",
            "Labels",
            "StopSignal",
            "StopTimeout",
            "PortSpecs");
    private static final List<String> HOST_KEYS_AT_THE_TOP =
            List.of("Memory", "MemorySwap", "CpuShares", "CpusetCpus", "Cpuset", "VolumeDriver", "Dns", "VolumesFrom");
    private static final List<String> UNHELD_LIMITS = List.of(
            "BlkioWeightDevice",
            "BlkioDeviceReadBps",
            "BlkioDeviceWriteBps",
            "BlkioDeviceReadIOps",
            "BlkioDeviceWriteIOps",
            "KernelMemoryTCP",
            "MaskedPaths",
            "ReadonlyPaths");

    private final Fields body;
    private final Fields host;

    private CreateBody(Fields body, Fields host) {
        this.body = body;
        this.host = host;
    }

    /**
     * Takes a body up.
     *
     * @throws InvalidArgument when it configures nothing, or when {@code HostConfig} is not an object
     */
    public static CreateBody of(ObjectNode object) {
        Fields body = new Fields(object);
        if (CONFIG_KEYS.stream().noneMatch(body::has)) {
            throw new InvalidArgument("Config cannot be empty in order to create a container");
        }
        Optional<Fields> inner = body.optionalFields("HostConfig");
        return new CreateBody(
                body, inner.map(host -> host.orElse(body, HOST_KEYS_AT_THE_TOP)).orElse(body));
    }

    /**
     * The request.
     *
     * @param name as the client wrote it, empty for a generated one
     * @throws InvalidArgument for a value of a wrong type
     */
    public CreateRequest toDomain(String name) {
        ContainerConfig config = ConfigBody.toDomain(body);
        String macAddress = config.macAddress().isEmpty() ? EndpointBody.macAddress(body) : config.macAddress();
        return new CreateRequest(
                name, config.toBuilder().macAddress(macAddress).build(), hostConfig(), EndpointBody.networks(body));
    }

    /** A sentence for each limit that the client asks for and that this engine does not know. */
    public List<String> warnings() {
        return UNHELD_LIMITS.stream()
                .filter(host::isSet)
                .map(limit -> limit + " is not supported. Limitation discarded.")
                .toList();
    }

    private HostConfig hostConfig() {
        HostConfig read = HostConfigReader.read(host);
        Map<String, List<HostPort>> specs = Ports.specs(body);
        if (specs.isEmpty()) {
            return read;
        }
        NetworkConfig network = read.network();
        return read.toBuilder()
                .network(new NetworkConfig(
                        network.mode(),
                        merged(network.portBindings(), specs),
                        network.publishAllPorts(),
                        network.links(),
                        network.dns(),
                        network.dnsSearch(),
                        network.dnsOptions(),
                        network.extraHosts()))
                .build();
    }

    private static Map<String, List<HostPort>> merged(
            Map<String, List<HostPort>> bindings, Map<String, List<HostPort>> specs) {
        Map<String, List<HostPort>> merged = new LinkedHashMap<>(bindings);
        specs.forEach((port, addresses) -> {
            List<HostPort> all = new ArrayList<>(merged.getOrDefault(port, List.of()));
            all.addAll(addresses);
            merged.put(port, all);
        });
        return merged;
    }
}
