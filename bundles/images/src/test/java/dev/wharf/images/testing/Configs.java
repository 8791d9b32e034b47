package dev.wharf.images.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wharf.images.content.Digest;
import java.util.List;
import java.util.stream.Collectors;

/** Writes configurations of images as other engines write them. */
public final class Configs {
    private Configs() {}

    /** A configuration with layers that have these tars. */
    public static byte[] of(String comment, byte[]... layers) {
        String diffs = List.of(layers).stream()
                .map(layer -> '"' + Digest.of(layer).toString() + '"')
                .collect(Collectors.joining(","));
        String history = List.of(layers).stream()
                .map(layer -> "{\"created\":\"2015-10-31T22:22:54Z\",\"created_by\":\"/bin/sh -c x\"}")
                .collect(Collectors.joining(","));
        String json = "{\"architecture\":\"amd64\",\"os\":\"linux\",\"created\":\"2015-10-31T22:22:56.015925234Z\","
                + "\"comment\":\"" + comment + "\",\"config\":{\"Cmd\":[\"sh\"],\"Labels\":{\"a\":\"1\"}},"
                + "\"unknown\":{\"kept\":true},"
                + "\"history\":[" + history + "],\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[" + diffs + "]}}";
        return json.getBytes(UTF_8);
    }

    /** The {@code json} file of an image before Docker 1.10. */
    public static String old(String id, String parent, String command) {
        return "{\"id\":\"" + id + "\"," + (parent.isEmpty() ? "" : "\"parent\":\"" + parent + "\",")
                + "\"created\":\"2014-05-01T10:00:00.5Z\",\"container_config\":{\"Cmd\":[\"/bin/sh\",\"-c\",\""
                + command
                + "\"]},\"config\":{\"Env\":[\"A=b\"]},\"architecture\":\"amd64\",\"os\":\"linux\",\"Size\":3}";
    }
}
