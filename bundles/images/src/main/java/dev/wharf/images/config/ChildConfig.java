package dev.wharf.images.config;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wharf.engine.api.image.ContainerLayers.Commit;
import dev.wharf.images.content.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The configuration of an image that is committed on another one (Docker 20.10, {@code image/image.go}, NewChildImage).
 *
 * @param commit what it is made of
 * @param layer digest of the layer that it adds; absent when nothing changed
 * @param dockerVersion what the engine calls itself
 */
public record ChildConfig(Commit commit, Optional<Digest> layer, String dockerVersion) {
    private static final List<String> INHERITED = List.of("architecture", "variant", "os", "os.version", "os.features");

    /** Checks all parts. */
    public ChildConfig {
        requireNonNull(commit, "commit");
        requireNonNull(layer, "layer");
        requireNonNull(dockerVersion, "dockerVersion");
    }

    /**
     * The bytes whose digest is the id of the image; keys in the order in which Docker writes them.
     *
     * @param parent bytes of the configuration of the image below
     */
    public byte[] on(byte[] parent) {
        ImageConfig base = ImageConfig.parse(parent);
        ObjectNode below = JsonObject.parse(parent, "image configuration").node();
        var fields = new TreeMap<String, JsonNode>();
        for (String field : INHERITED) {
            Optional.ofNullable(below.get(field)).ifPresent(value -> fields.put(field, value));
        }
        put(fields, "author", commit.author());
        put(fields, "comment", commit.comment());
        fields.put("config", ContainerConfigJson.write(commit.config()));
        put(fields, "container", commit.container());
        fields.put("container_config", ContainerConfigJson.write(commit.containerConfig()));
        put(fields, "created", commit.created().toString());
        put(fields, "docker_version", dockerVersion);
        List<HistoryStep> history = new ArrayList<>(base.history());
        history.add(step());
        fields.put("history", NewConfig.history(history));
        List<Digest> diffs = new ArrayList<>(base.diffs());
        layer.ifPresent(diffs::add);
        fields.put("rootfs", NewConfig.rootfs(diffs));
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.setAll(fields);
        return JsonObject.bytes(json);
    }

    private HistoryStep step() {
        String command = String.join(" ", commit.containerConfig().cmd().orElse(List.of()));
        return new HistoryStep(commit.created(), command, commit.author(), commit.comment(), layer.isEmpty());
    }

    private static void put(Map<String, JsonNode> fields, String name, String text) {
        if (!text.isEmpty()) {
            fields.put(name, JsonNodeFactory.instance.textNode(text));
        }
    }
}
