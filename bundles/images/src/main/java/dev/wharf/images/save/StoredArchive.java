package dev.wharf.images.save;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wharf.engine.api.image.ImageArchive;
import dev.wharf.images.content.Digest;
import dev.wharf.images.layer.HeldLayers;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Images of the store as an archive. A tar is written once, however often it occurs. Belongs to one thread. */
final class StoredArchive implements ImageArchive {
    private static final byte[] VERSION = "1.0".getBytes(UTF_8);
    private static final byte[] EMPTY_TAR = new byte[1024];

    private final List<SavedImage> images;
    private final HeldLayers held;

    /** The first place of each tar, by its digest. */
    private final Map<Digest, String> places = new HashMap<>();

    /** Takes over the layers, and closes them in the end. */
    StoredArchive(List<SavedImage> images, HeldLayers held) {
        this.images = List.copyOf(images);
        this.held = held;
        for (SavedImage image : images) {
            for (OldLayer layer : image.oldLayers()) {
                layer.chain()
                        .ifPresent(chain -> places.putIfAbsent(held.tar(chain).diff(), layer.tar()));
            }
        }
    }

    @Override
    public void writeTo(OutputStream tar) throws IOException {
        var writer = new TarWriter(tar);
        writeIndexes(writer);
        Set<String> written = new HashSet<>();
        for (SavedImage image : images) {
            for (OldLayer layer : image.oldLayers()) {
                if (written.add(layer.id())) {
                    write(layer, image.image().config().created(), writer);
                }
            }
        }
        writer.finish();
    }

    @Override
    public void close() {
        held.close();
    }

    private void writeIndexes(TarWriter writer) throws IOException {
        writer.file("manifest.json", Indexes.manifest(images, this::place), Instant.EPOCH);
        Optional<byte[]> repositories = Indexes.repositories(images);
        if (repositories.isPresent()) {
            writer.file("repositories", repositories.get(), Instant.EPOCH);
        }
        for (SavedImage image : images) {
            writer.file(
                    image.configName(), image.config(), image.image().config().created());
        }
    }

    private void write(OldLayer layer, Instant created, TarWriter writer) throws IOException {
        writer.folder(layer.id(), created);
        writer.file(layer.id() + "/VERSION", VERSION, created);
        writer.file(layer.id() + "/json", layer.json(), created);
        if (layer.chain().isEmpty()) {
            writer.file(layer.tar(), EMPTY_TAR, created);
            return;
        }
        Digest chain = layer.chain().get();
        if (place(chain).equals(layer.tar())) {
            writer.file(layer.tar(), held.tar(chain).bytes(), created, out -> VerifiedTar.write(held, chain, out));
        } else {
            writer.symlink(layer.tar(), "../" + place(chain), created);
        }
    }

    /** The name of the tar of a layer in the archive. */
    private String place(Digest chain) {
        return places.getOrDefault(held.tar(chain).diff(), "");
    }
}
