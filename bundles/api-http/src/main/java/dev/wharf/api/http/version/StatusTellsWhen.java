package dev.wharf.api.http.version;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** 1.10: the status tells when a container ended; below, only {@code Exit} and its code, also if it never started. */
final class StatusTellsWhen extends BodyStep {
    private static final Pattern EXITED = Pattern.compile("Exited \\((-?[0-9]+)\\).*");

    StatusTellsWhen() {
        super(
                new ApiVersion(1, 10),
                "The status of a container that ended tells when.",
                Set.of(Endpoint.CONTAINER_LIST));
    }

    @Override
    void reshape(ObjectNode row) {
        String status = row.path("Status").asText();
        Matcher exited = EXITED.matcher(status);
        if (exited.matches()) {
            row.put("Status", "Exit " + exited.group(1));
        } else if (status.isEmpty()) {
            row.put("Status", "Exit 0");
        }
    }
}
