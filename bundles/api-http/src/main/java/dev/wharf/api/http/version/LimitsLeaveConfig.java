package dev.wharf.api.http.version;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/** 1.20: limits are in HostConfig only; below, those of old are in Config, too. */
final class LimitsLeaveConfig extends BodyStep {
    private static final Map<String, String> HOST_KEYS = Map.of(
            "Memory", "Memory",
            "MemorySwap", "MemorySwap",
            "CpuShares", "CpuShares",
            "Cpuset", "CpusetCpus");

    LimitsLeaveConfig() {
        super(
                new ApiVersion(1, 20),
                "Inspect tells the limits in HostConfig only, no longer in Config.",
                Set.of(Endpoint.CONTAINER_INSPECT));
    }

    @Override
    void reshape(ObjectNode container) {
        child(container, "Config")
                .ifPresent(config -> HOST_KEYS.forEach((key, hostKey) -> {
                    JsonNode value = container.path("HostConfig").path(hostKey);
                    if (!value.isMissingNode()) {
                        config.set(key, value);
                    }
                }));
    }
}
