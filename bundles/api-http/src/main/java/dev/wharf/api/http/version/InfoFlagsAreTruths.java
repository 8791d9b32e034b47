package dev.wharf.api.http.version;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/** 1.19: the flags of info are true and false; below (down to 1.8), 1 and 0. */
final class InfoFlagsAreTruths extends BodyStep {
    static final List<String> FLAGS = List.of("Debug", "MemoryLimit", "SwapLimit", "IPv4Forwarding");

    InfoFlagsAreTruths() {
        super(
                new ApiVersion(1, 19),
                "Debug, MemoryLimit, SwapLimit and IPv4Forwarding are bool in place of int.",
                Set.of(Endpoint.INFO));
    }

    @Override
    void reshape(ObjectNode info) {
        for (String flag : FLAGS) {
            JsonNode value = info.path(flag);
            if (value.isBoolean()) {
                info.put(flag, value.booleanValue() ? 1 : 0);
            }
        }
    }
}
