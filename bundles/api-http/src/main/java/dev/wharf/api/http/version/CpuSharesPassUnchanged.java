package dev.wharf.api.http.version;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wharf.api.http.wire.JsonKeys;
import java.util.Optional;
import java.util.Set;

/** 1.19: the kernel judges CpuShares; below, they are put into its range. Docker 1.9.1, daemon/daemon_unix.go. */
final class CpuSharesPassUnchanged extends Step {
    private static final long LEAST = 2;
    private static final long MOST = 262_144;

    CpuSharesPassUnchanged() {
        super(
                new ApiVersion(1, 19),
                "CpuShares beyond the range of the kernel are passed on to it.",
                Set.of(Endpoint.CONTAINER_CREATE, Endpoint.CONTAINER_START));
    }

    @Override
    RequestShape upgrade(RequestShape request) {
        return request.body()
                .map(CpuSharesPassUnchanged::clamped)
                .map(request::withBody)
                .orElse(request);
    }

    private static ObjectNode clamped(ObjectNode body) {
        ObjectNode copy = body.deepCopy();
        clamp(copy);
        Optional<JsonNode> host = JsonKeys.find(copy, "HostConfig");
        if (host.isPresent() && host.get() instanceof ObjectNode inner) {
            clamp(inner);
        }
        return copy;
    }

    private static void clamp(ObjectNode config) {
        Optional<String> key = JsonKeys.spelling(config, "CpuShares");
        long shares = key.map(config::path).map(JsonNode::asLong).orElse(0L);
        if (key.isPresent() && shares > 0) {
            config.put(key.get(), Math.max(LEAST, Math.min(MOST, shares)));
        }
    }
}
