package dev.wharf.images.config;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.images.content.Digest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * An image in the manner of Docker before 1.10: one JSON per layer, with a random id and the id of its parent. It is
 * converted once, in the manner of Docker 1.10 ({@code image/v1/imagev1.go}, {@code MakeConfigFromV1Config}).
 *
 * @param parent old id of its parent; absent for a base
 * @param step what it adds to the history
 * @param json as in the archive
 */
public record OldImage(Optional<String> parent, HistoryStep step, JsonObject json) {
    private static final Set<String> DROPPED =
            Set.of("id", "parent", "Size", "parent_id", "layer_id", "throwaway", "checksum", "rootfs", "history");

    /** Checks all parts. */
    public OldImage {
        requireNonNull(parent, "parent");
        requireNonNull(step, "step");
        requireNonNull(json, "json");
    }

    /**
     * Reads the {@code json} file of an old image.
     *
     * @throws InvalidArgument when it is malformed
     */
    public static OldImage parse(byte[] bytes) {
        JsonObject json = JsonObject.parse(bytes, "image JSON");
        String parent = json.text("parent");
        return new OldImage(Optional.of(parent).filter(text -> !text.isEmpty()), step(json), json);
    }

    /**
     * The configuration that it becomes. The same image with the same layers always becomes the same bytes.
     *
     * @param diffs digests of its layers, bottom first, with its own
     * @param history steps, oldest first, with its own
     */
    public byte[] convert(List<Digest> diffs, List<HistoryStep> history) {
        var fields = new TreeMap<String, com.fasterxml.jackson.databind.JsonNode>();
        json.node().properties().forEach(entry -> fields.put(entry.getKey(), entry.getValue()));
        DROPPED.forEach(fields::remove);
        fields.put("history", NewConfig.history(history));
        fields.put("rootfs", NewConfig.rootfs(diffs));
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        config.setAll(fields);
        return JsonObject.bytes(config);
    }

    private static HistoryStep step(JsonObject json) {
        String command = json.object("container_config")
                .flatMap(config -> config.texts("Cmd"))
                .map(words -> String.join(" ", words))
                .orElse("");
        return new HistoryStep(json.time("created"), command, json.text("author"), json.text("comment"), false);
    }
}
