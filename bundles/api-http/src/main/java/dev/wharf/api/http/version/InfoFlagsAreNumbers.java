package dev.wharf.api.http.version;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** 1.8: the flags of info are 1 and 0; below, true and false. */
final class InfoFlagsAreNumbers extends BodyStep {
    InfoFlagsAreNumbers() {
        super(
                new ApiVersion(1, 8),
                "Debug, MemoryLimit, SwapLimit and IPv4Forwarding are int in place of bool.",
                Set.of(Endpoint.INFO));
    }

    @Override
    void reshape(ObjectNode info) {
        for (String flag : InfoFlagsAreTruths.FLAGS) {
            JsonNode value = info.path(flag);
            if (value.isNumber()) {
                info.put(flag, value.intValue() != 0);
            }
        }
    }
}
