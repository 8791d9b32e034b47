package dev.wharf.images.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.images.content.Digest;
import dev.wharf.images.testing.Configs;
import dev.wharf.images.testing.Tar;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OciLayoutTest {
    private static final byte[] BASE = new Tar().file("etc/a", "aaa").bytes();
    private static final byte[] TOP = new Tar().file("etc/b", "bb").bytes();
    private static final byte[] CONFIG = Configs.of("hello", BASE, TOP);
    private static final Digest ID = Digest.of(CONFIG);

    @TempDir
    private Path folder = Path.of("");

    private Loader loader = Loader.in(Path.of(""));

    @BeforeEach
    void open() {
        loader = Loader.in(folder);
    }

    @Test
    void anOciArchiveIsReadByItsDigests() {
        assertThat(loader.load(oci(CONFIG))).containsExactly("busybox:1");
        assertThat(loader.catalog().snapshot().resolve("busybox:1").image().id())
                .isEqualTo(ID);
    }

    @Test
    void anOciArchiveWithAnotherBlobThanPromisedIsRefused() {
        assertThatThrownBy(() -> loader.load(oci("{}".getBytes(UTF_8))))
                .isInstanceOf(InvalidArgument.class)
                .hasMessageContaining("has another digest");
        loader.assertNothingIsLeft();
    }

    private static Tar oci(byte[] config) {
        byte[] base = Tar.gzip(BASE);
        byte[] top = Tar.gzip(TOP);
        byte[] manifest = ("{\"schemaVersion\":2,\"config\":{\"digest\":\"" + ID + "\"},\"layers\":[{\"digest\":\""
                        + Digest.of(base) + "\"},{\"digest\":\"" + Digest.of(top) + "\"}]}")
                .getBytes(UTF_8);
        String index = "{\"schemaVersion\":2,\"manifests\":[{\"digest\":\"" + Digest.of(manifest)
                + "\",\"annotations\":{\"io.containerd.image.name\":\"docker.io/library/busybox:1\"}}]}";
        return new Tar()
                .file("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}")
                .file("index.json", index)
                .file("blobs/sha256/" + Digest.of(manifest).hex(), manifest)
                .file("blobs/sha256/" + ID.hex(), config)
                .file("blobs/sha256/" + Digest.of(base).hex(), base)
                .file("blobs/sha256/" + Digest.of(top).hex(), top);
    }
}
