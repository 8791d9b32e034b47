package dev.wharf.images.config;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wharf.engine.api.container.ContainerConfig;
import dev.wharf.images.content.Digest;
import java.time.Instant;
import java.util.List;

/**
 * The configuration of an image that is made here.
 *
 * @param created when
 * @param comment of the import or commit
 * @param dockerVersion what the engine calls itself
 * @param architecture such as {@code amd64}
 * @param config run defaults
 * @param diffs digests of the uncompressed layers, bottom first
 * @param history steps, oldest first
 */
public record NewConfig(
        Instant created,
        String comment,
        String dockerVersion,
        String architecture,
        ContainerConfig config,
        List<Digest> diffs,
        List<HistoryStep> history) {
    /** Checks and copies. */
    public NewConfig {
        requireNonNull(created, "created");
        requireNonNull(comment, "comment");
        requireNonNull(config, "config");
        diffs = List.copyOf(diffs);
        history = List.copyOf(history);
    }

    /** The bytes whose digest is the id of the image; keys in the order in which Docker writes them. */
    public byte[] bytes() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("architecture", architecture);
        json.put("comment", comment);
        json.set("config", ContainerConfigJson.write(config));
        json.set("container_config", ContainerConfigJson.write(ContainerConfig.empty()));
        json.put("created", created.toString());
        json.put("docker_version", dockerVersion);
        json.set("history", history(history));
        json.put("os", "linux");
        json.set("rootfs", rootfs(diffs));
        return JsonObject.bytes(json);
    }

    /** What {@code os.arch} of this Java calls the architecture, in Docker's words. */
    public static String architectureOf(String osArch) {
        return switch (osArch) {
            case "x86_64", "amd64" -> "amd64";
            case "aarch64" -> "arm64";
            case "x86", "i386", "i686" -> "386";
            default -> osArch;
        };
    }

    static ArrayNode history(List<HistoryStep> steps) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        steps.forEach(step -> list.add(step.write()));
        return list;
    }

    static ObjectNode rootfs(List<Digest> diffs) {
        ObjectNode rootfs = JsonNodeFactory.instance.objectNode();
        rootfs.put("type", "layers");
        ArrayNode list = rootfs.putArray("diff_ids");
        diffs.forEach(diff -> list.add(diff.toString()));
        return rootfs;
    }
}
