package dev.wharf.api.http.version;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** 1.4: events of containers tell the image; below, they do not. */
final class EventsTellTheImage extends BodyStep {
    EventsTellTheImage() {
        super(new ApiVersion(1, 4), "Events of containers tell the image.", Set.of(Endpoint.EVENTS));
    }

    @Override
    void reshape(ObjectNode event) {
        event.remove("from");
    }
}
