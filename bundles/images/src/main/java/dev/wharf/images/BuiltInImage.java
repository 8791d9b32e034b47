package dev.wharf.images;

import dev.wharf.engine.api.EngineException;
import dev.wharf.images.catalog.Catalog;
import dev.wharf.images.load.LoadImages;
import dev.wharf.images.record.ImageRecords;
import dev.wharf.images.record.NoteRecord;
import dev.wharf.store.Durability;
import dev.wharf.store.RecordSet;
import dev.wharf.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The image that comes with the distribution. It is loaded once, into a store without images, and never again: who removes
 * it does not get it back.
 */
final class BuiltInImage {
    /** Framework property with the path of an archive as {@code docker save} writes it. */
    static final String PROPERTY = "wharf.builtin-image";

    private static final Logger LOG = LoggerFactory.getLogger(BuiltInImage.class);
    private static final String NOTE = "built-in-image";

    private final Path archive;
    private final Store store;
    private final RecordSet<NoteRecord> notes;
    private final Clock clock;

    BuiltInImage(Path archive, Store store, Clock clock) {
        this.archive = archive;
        this.store = store;
        this.notes = store.open(ImageRecords.NOTES);
        this.clock = clock;
    }

    /** Loads the image when it is due. A failure is logged, and the next start tries again. */
    void loadOnce(Catalog catalog, LoadImages loading) {
        if (notes.find(NOTE).isPresent()) {
            return;
        }
        if (!catalog.snapshot().images().isEmpty()) {
            note();
        } else if (Files.isRegularFile(archive)) {
            load(loading);
        }
    }

    private void load(LoadImages loading) {
        try (InputStream content = Files.newInputStream(archive)) {
            List<String> names = loading.load(content, progress -> LOG.info("{}", progress.status()));
            LOG.info("loaded the built-in image {}", names);
            note();
        } catch (EngineException | IOException e) {
            LOG.warn("cannot load the built-in image {}: {}", archive, e.getMessage());
        }
    }

    private void note() {
        store.transaction(Durability.POWER_LOSS, () -> notes.put(NOTE, new NoteRecord(clock.instant())));
    }
}
