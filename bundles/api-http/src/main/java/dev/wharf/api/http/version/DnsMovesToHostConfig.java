package dev.wharf.api.http.version;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** 1.10: Dns and VolumesFrom are in HostConfig; below, they are in Config, the latter as a text with commas. */
final class DnsMovesToHostConfig extends BodyStep {
    DnsMovesToHostConfig() {
        super(
                new ApiVersion(1, 10),
                "Dns and VolumesFrom move from Config to HostConfig.",
                Set.of(Endpoint.CONTAINER_INSPECT));
    }

    @Override
    void reshape(ObjectNode container) {
        JsonNode host = container.path("HostConfig");
        child(container, "Config").ifPresent(config -> {
            JsonNode dns = host.path("Dns");
            config.set("Dns", dns.isMissingNode() ? config.nullNode() : dns);
            List<String> sources = new ArrayList<>();
            host.path("VolumesFrom").forEach(source -> sources.add(source.asText()));
            config.put("VolumesFrom", String.join(",", sources));
        });
    }
}
