package dev.wharf.images.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.images.catalog.Catalog;
import dev.wharf.images.catalog.NewImage;
import dev.wharf.images.content.Digest;
import dev.wharf.images.testing.Configs;
import dev.wharf.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealStoreTest {
    private static final byte[] CONFIG =
            Configs.of("h\u00e4llo \\\"quoted\\\" \\u00e4", new byte[] {1}, new byte[] {2});

    @TempDir
    private Path folder = Path.of("");

    @Test
    void anImageComesBackWithTheVeryBytesOfItsConfiguration() {
        Digest parent = Digest.of(new byte[0]);
        try (SqliteStore store = open()) {
            new Catalog(store, Clock.systemUTC())
                    .keep(NewImage.of(CONFIG, Optional.of(parent), "overlay", List.of(1L, 1L << 40)), List.of("x:1"));
        }

        try (SqliteStore store = open()) {
            var catalog = new Catalog(store, Clock.systemUTC());
            var image = catalog.snapshot().resolve("x:1").image();
            assertThat(image.id()).isEqualTo(Digest.of(CONFIG));
            assertThat(image.parent()).contains(parent);
            assertThat(image.layerBytes()).containsExactly(1L, 1L << 40);
            String kept = store.open(ImageRecords.IMAGES)
                    .find(image.id().hex())
                    .orElseThrow()
                    .config();
            assertThat(Digest.of(kept.getBytes(UTF_8))).isEqualTo(image.id());
        }
    }

    @Test
    void layersAndNotesComeBack() {
        var layer = new LayerRecord("overlay", "aa", "bb", "", 5, 1024);
        var note = new NoteRecord(Instant.parse("2015-11-03T17:00:00.123456789Z"));
        try (SqliteStore store = open()) {
            store.open(ImageRecords.LAYERS).put(layer.key(), layer);
            store.open(ImageRecords.NOTES).put("note", note);
        }

        try (SqliteStore store = open()) {
            assertThat(store.open(ImageRecords.LAYERS).find("overlay/aa")).contains(layer);
            assertThat(store.open(ImageRecords.NOTES).find("note")).contains(note);
        }
    }

    private SqliteStore open() {
        return new SqliteStore(folder, Clock.systemUTC());
    }
}
