package dev.wharf.api.http.wire;

import java.util.Map;
import java.util.Optional;

/** The graph driver of a container or image; Data is null for a driver that tells nothing. */
record GraphDriverObject(String name, Optional<Map<String, String>> data) {

    static GraphDriverObject of(String name, Optional<Map<String, String>> details) {
        return new GraphDriverObject(name, details.filter(data -> !data.isEmpty()));
    }
}
