package dev.wharf.api.http.version;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/** 1.21: statistics tell each network interface; below, one sum. Docker 1.9.1, api/server/router/local/container.go. */
final class StatsTellEachNetwork extends BodyStep {
    private static final List<String> COUNTERS = List.of(
            "rx_bytes", "rx_packets", "rx_errors", "rx_dropped", "tx_bytes", "tx_packets", "tx_errors", "tx_dropped");

    StatsTellEachNetwork() {
        super(
                new ApiVersion(1, 21),
                "Statistics tell each network interface in networks in place of their sum in network.",
                Set.of(Endpoint.CONTAINER_STATS));
    }

    /** Those of a container that does not run are told as they are (moby 20.10, daemon/stats.go). */
    @Override
    void reshape(ObjectNode stats) {
        if (!stats.path("memory_stats").isEmpty()) {
            JsonNode networks = stats.path("networks");
            stats.remove(List.of("networks", "name", "id"));
            ObjectNode sum = stats.putObject("network");
            COUNTERS.forEach(counter -> sum.put(counter, sum(networks, counter)));
        }
    }

    private static long sum(JsonNode networks, String counter) {
        long sum = 0;
        for (JsonNode network : networks) {
            sum += network.path(counter).asLong();
        }
        return sum;
    }
}
