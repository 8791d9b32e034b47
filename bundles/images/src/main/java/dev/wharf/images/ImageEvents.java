package dev.wharf.images;

import dev.wharf.engine.api.event.Event;
import dev.wharf.engine.api.event.EventService;
import dev.wharf.engine.api.image.Removal;
import dev.wharf.images.catalog.StoredImage;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Publishes what happens to images, in the shape of Docker 20.10: the id is that of the image, the name an attribute. */
final class ImageEvents {
    private final EventService events;
    private final Clock clock;

    ImageEvents(EventService events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    /** An image got a name. */
    void tagged(StoredImage image, String name) {
        publish("tag", Optional.of(image), image.id().toString(), name);
    }

    /** An image was imported. */
    void imported(StoredImage image) {
        String id = image.id().toString();
        publish("import", Optional.of(image), id, id);
    }

    /** A step of a removal was done. */
    void removed(Optional<StoredImage> image, Removal step) {
        if (step instanceof Removal.Untagged untagged) {
            publish("untag", image, untagged.imageId(), untagged.imageId());
        } else if (step instanceof Removal.Deleted deleted) {
            publish("delete", image, deleted.imageId(), deleted.imageId());
        }
    }

    private void publish(String action, Optional<StoredImage> image, String id, String name) {
        Map<String, String> attributes = new TreeMap<>(
                image.map(found -> found.config().config().labels()).orElse(Map.of()));
        attributes.put("name", name);
        events.publish(new Event(Event.Type.IMAGE, action, id, "", attributes, clock.instant()));
    }
}
