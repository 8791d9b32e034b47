package dev.wharf.images.save;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wharf.images.config.JsonObject;
import dev.wharf.images.content.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A layer as an image in the manner of Docker before 1.10: with an id of its own, and that of the one below. The same image
 * always gives the same ids; images that share their lower layers share those ids (Docker 20.10, {@code
 * image/tarexport/save.go}, {@code image/v1/imagev1.go}, CreateID).
 *
 * @param id 64 hex digits
 * @param json its {@code json} file
 * @param chain of the layer in the store; absent for an empty one, which stands for an image without layers
 */
record OldLayer(String id, byte[] json, Optional<Digest> chain) {
    private static final String NO_TIME = "1970-01-01T00:00:00Z";

    OldLayer {
        requireNonNull(id, "id");
        requireNonNull(json, "json");
        requireNonNull(chain, "chain");
    }

    /** The name of its tar. */
    String tar() {
        return id + "/layer.tar";
    }

    /**
     * The layers of an image, bottom first; the last one has the configuration of the image.
     *
     * @param config bytes of the configuration
     * @param chain ids of the stacks of layers, bottom first
     */
    static List<OldLayer> of(byte[] config, List<Digest> chain) {
        List<OldLayer> layers = new ArrayList<>();
        Optional<String> parent = Optional.empty();
        for (int index = 0; index < chain.size() - 1; index++) {
            OldLayer layer = of(plain(), Optional.of(chain.get(index)), parent);
            layers.add(layer);
            parent = Optional.of(layer.id());
        }
        Optional<Digest> top = chain.isEmpty() ? Optional.empty() : Optional.of(chain.get(chain.size() - 1));
        layers.add(of(withConfig(config), top, parent));
        return layers;
    }

    private static OldLayer of(ObjectNode fields, Optional<Digest> chain, Optional<String> parent) {
        ObjectNode named = fields.deepCopy();
        named.put("layer_id", chain.map(Digest::toString).orElse(""));
        parent.ifPresent(below -> named.put("parent", below));
        String id = Digest.of(JsonObject.bytes(named)).hex();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", id);
        parent.ifPresent(below -> json.put("parent", below));
        json.setAll(fields);
        return new OldLayer(id, JsonObject.bytes(json), chain);
    }

    private static ObjectNode plain() {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        fields.put("created", NO_TIME);
        fields.putObject("container_config");
        fields.put("os", "linux");
        return fields;
    }

    private static ObjectNode withConfig(byte[] config) {
        ObjectNode fields =
                JsonObject.parse(config, "image configuration").node().deepCopy();
        fields.remove(List.of("rootfs", "history", "id", "parent"));
        return fields;
    }
}
