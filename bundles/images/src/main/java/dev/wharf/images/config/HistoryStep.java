package dev.wharf.images.config;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * A step in the making of an image, as its configuration tells it.
 *
 * @param created when
 * @param createdBy the command
 * @param author who
 * @param comment of the step
 * @param isEmpty whether it made no layer
 */
public record HistoryStep(Instant created, String createdBy, String author, String comment, boolean isEmpty) {
    /** Checks all parts. */
    public HistoryStep {
        requireNonNull(created, "created");
        requireNonNull(createdBy, "createdBy");
        requireNonNull(author, "author");
        requireNonNull(comment, "comment");
    }

    static HistoryStep read(JsonObject json) {
        return new HistoryStep(
                json.time("created"),
                json.text("created_by"),
                json.text("author"),
                json.text("comment"),
                json.flag("empty_layer"));
    }

    ObjectNode write() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("created", created.toString());
        putSet(json, "author", author);
        putSet(json, "created_by", createdBy);
        putSet(json, "comment", comment);
        if (isEmpty) {
            json.put("empty_layer", true);
        }
        return json;
    }

    private static void putSet(ObjectNode json, String key, String text) {
        if (!text.isEmpty()) {
            json.put(key, text);
        }
    }
}
