package dev.wharf.images.config;

import static java.util.Objects.requireNonNull;

import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.container.ContainerConfig;
import dev.wharf.images.content.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The configuration of an image, as far as the engine understands it. The bytes that it was read from are what is kept.
 *
 * @param created when, as the image says
 * @param author who
 * @param comment of the commit or import
 * @param container that it was committed from; empty for none
 * @param containerConfig of that container
 * @param config run defaults
 * @param dockerVersion of the engine that made it
 * @param architecture such as {@code amd64}
 * @param os such as {@code linux}
 * @param diffs digests of the uncompressed layers, bottom first
 * @param history steps, oldest first; may be empty
 */
public record ImageConfig(
        Instant created,
        String author,
        String comment,
        String container,
        ContainerConfig containerConfig,
        ContainerConfig config,
        String dockerVersion,
        String architecture,
        String os,
        List<Digest> diffs,
        List<HistoryStep> history) {
    /** More layers than this cannot be mounted (Docker 1.9, {@code image.go}: maximum depth 127). */
    public static final int MOST_LAYERS = 127;

    /** Checks and copies. */
    public ImageConfig {
        requireNonNull(created, "created");
        requireNonNull(containerConfig, "containerConfig");
        requireNonNull(config, "config");
        diffs = List.copyOf(diffs);
        history = List.copyOf(history);
    }

    /**
     * Reads the configuration of an image (Docker 1.10 and later, or OCI).
     *
     * @throws InvalidArgument when it is no JSON, a field has the wrong type, a digest is malformed or there are too
     *     many layers
     */
    public static ImageConfig parse(byte[] bytes) {
        JsonObject json = JsonObject.parse(bytes, "image configuration");
        List<HistoryStep> history =
                json.objects("history").stream().map(HistoryStep::read).toList();
        return new ImageConfig(
                json.time("created"),
                json.text("author"),
                comment(json, history),
                json.text("container"),
                config(json, "container_config"),
                config(json, "config"),
                json.text("docker_version"),
                json.text("architecture"),
                json.text("os"),
                diffs(json),
                history);
    }

    /** The ids of its stacks of layers, bottom first; the last one is that of the whole. */
    public List<Digest> chain() {
        List<Digest> chain = new ArrayList<>();
        Optional<Digest> below = Optional.empty();
        for (Digest diff : diffs) {
            Digest next = Digest.chain(below, diff);
            chain.add(next);
            below = Optional.of(next);
        }
        return chain;
    }

    /** A commit tells its comment in its step alone (Docker 20.10, {@code daemon/images/image_inspect.go}). */
    private static String comment(JsonObject json, List<HistoryStep> history) {
        String comment = json.text("comment");
        return comment.isEmpty() && !history.isEmpty()
                ? history.get(history.size() - 1).comment()
                : comment;
    }

    private static ContainerConfig config(JsonObject json, String field) {
        return json.object(field).map(ContainerConfigJson::read).orElseGet(ContainerConfig::empty);
    }

    private static List<Digest> diffs(JsonObject json) {
        List<String> texts = json.object("rootfs")
                .flatMap(rootfs -> rootfs.texts("diff_ids"))
                .orElse(List.of());
        if (texts.size() > MOST_LAYERS) {
            throw new InvalidArgument("max depth exceeded: the image has " + texts.size() + " layers");
        }
        return texts.stream()
                .map(text -> Digest.parse(text)
                        .orElseThrow(() -> new InvalidArgument("image configuration: bad layer digest: " + text)))
                .toList();
    }
}
