package dev.wharf.api.http.version;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** 1.17: the reference spells IPAddress; below, it spells IpAddress while daemons sent IPAddress: both are sent. */
final class AddressesSpeltInCapitals extends BodyStep {
    AddressesSpeltInCapitals() {
        super(
                new ApiVersion(1, 17),
                "IpAddress and IpPrefixLen become IPAddress and IPPrefixLen.",
                Set.of(Endpoint.CONTAINER_INSPECT));
    }

    @Override
    void reshape(ObjectNode container) {
        child(container, "NetworkSettings").ifPresent(settings -> {
            copy(settings, "IPAddress", "IpAddress");
            copy(settings, "IPPrefixLen", "IpPrefixLen");
        });
    }

    private static void copy(ObjectNode settings, String from, String to) {
        JsonNode value = settings.path(from);
        if (!value.isMissingNode()) {
            settings.set(to, value);
        }
    }
}
