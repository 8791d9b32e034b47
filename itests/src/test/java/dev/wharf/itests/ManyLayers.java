package dev.wharf.itests;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** An archive with an image of many layers, each of which writes its number. */
final class ManyLayers {
    private ManyLayers() {}

    /** The archive of {@code many:1}, whose first layer is a root. */
    static byte[] archive(int count, byte[] root) {
        List<byte[]> layers = new ArrayList<>(List.of(root));
        for (int number = 1; number < count; number++) {
            layers.add(new TarMaker()
                    .folder("layers/")
                    .file("layers/" + number, "x")
                    .file("top", number + "\n")
                    .end());
        }
        String digests =
                layers.stream().map(layer -> "\"sha256:" + sha256(layer) + "\"").collect(Collectors.joining(","));
        String config = "{\"architecture\":\"amd64\",\"os\":\"linux\",\"created\":\"2020-01-01T00:00:00Z\","
                + "\"config\":{\"Cmd\":[\"sh\"]},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[" + digests + "]}}";
        String name = sha256(config.getBytes(UTF_8)) + ".json";
        TarMaker tar = new TarMaker().file(name, config);
        List<String> names = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            names.add("\"" + number + "/layer.tar\"");
            tar.file(number + "/layer.tar", layers.get(number));
        }
        return tar.file(
                        "manifest.json",
                        "[{\"Config\":\"" + name + "\",\"RepoTags\":[\"many:1\"],\"Layers\":[" + String.join(",", names)
                                + "]}]")
                .end();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
