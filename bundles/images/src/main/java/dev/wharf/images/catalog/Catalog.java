package dev.wharf.images.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wharf.engine.api.EngineException.Internal;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.EngineException.NotFound;
import dev.wharf.engine.api.EngineException.Unavailable;
import dev.wharf.images.content.Digest;
import dev.wharf.images.record.ImageRecord;
import dev.wharf.images.record.ImageRecords;
import dev.wharf.images.record.NameRecord;
import dev.wharf.store.Durability;
import dev.wharf.store.RecordSet;
import dev.wharf.store.Store;
import dev.wharf.store.StoreException;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps images and names in the store, and a snapshot of them in memory. Thread-safe. */
public final class Catalog {
    private static final Logger LOG = LoggerFactory.getLogger(Catalog.class);

    private final Store store;
    private final Clock clock;
    private final RecordSet<ImageRecord> images;
    private final RecordSet<NameRecord> tags;
    private final RecordSet<NameRecord> digests;

    /** Held from looking at the snapshot until the next one is there, so that changes come one after the other. */
    private final ReentrantLock changing = new ReentrantLock();

    private boolean ended; // guarded by changing

    /** Replaced while {@link #changing} is held; read by anyone. */
    private volatile Snapshot snapshot;

    /**
     * Reads what the store holds. A broken image is left out and logged.
     *
     * @throws dev.wharf.store.StoreException when the store cannot be read
     */
    public Catalog(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.images = store.open(ImageRecords.IMAGES);
        this.tags = store.open(ImageRecords.TAGS);
        this.digests = store.open(ImageRecords.DIGESTS);
        this.snapshot = Snapshot.of(readImages(), readNames());
    }

    /**
     * What a change does, and what it answers.
     *
     * @param edit the change
     * @param answer for the caller
     * @param <T> type of the answer
     */
    public record Decision<T>(Edit edit, T answer) {}

    /**
     * The bytes of an image's configuration, whose digest is its id.
     *
     * @throws NotFound when the image is gone
     * @throws Internal when the store fails
     */
    public byte[] configuration(Digest id) {
        try {
            return images.find(id.hex())
                    .map(kept -> kept.config().getBytes(UTF_8))
                    .orElseThrow(() -> new NotFound("No such image: " + id));
        } catch (StoreException e) {
            throw new Internal("cannot read images: " + e.getMessage(), e);
        }
    }

    /** All images and names now. */
    public Snapshot snapshot() {
        return snapshot;
    }

    /**
     * Changes the catalog. When the call returns, the change survives a power loss and readers see it.
     *
     * @param rule looks at the snapshot and decides; what it throws passes through, and nothing is changed. Must not
     *     call drivers or listeners
     * @return the answer of the rule
     * @throws Internal when the store fails, and nothing is changed
     */
    public <T> T change(Function<Snapshot, Decision<T>> rule) {
        changing.lock();
        try {
            Decision<T> decision = rule.apply(snapshot);
            if (!decision.edit().isEmpty()) {
                requireInForce();
                Snapshot next = snapshot.with(decision.edit());
                store.transaction(Durability.POWER_LOSS, () -> write(decision.edit()));
                snapshot = next;
            }
            return decision.answer();
        } catch (StoreException e) {
            throw new Internal("cannot keep images: " + e.getMessage(), e);
        } finally {
            changing.unlock();
        }
    }

    /** Changes nothing any more, as others keep the records from now on. */
    public void end() {
        changing.lock();
        try {
            ended = true;
        } finally {
            changing.unlock();
        }
    }

    private void requireInForce() {
        if (ended) {
            throw new Unavailable("images are being exchanged, or the daemon ends; try again");
        }
    }

    /**
     * Keeps an image under names; a name that another image had moves. An image that is there already stays as it is.
     *
     * @param names {@code repository:tag}
     * @return the moved names, with the hex id of the image that had each
     */
    public Map<String, String> keep(NewImage image, List<String> names) {
        return change(now -> {
            String hex = image.id().hex();
            Map<String, String> given = new LinkedHashMap<>();
            Map<String, String> moved = new LinkedHashMap<>();
            for (String name : names) {
                Optional<String> holder = now.named(name);
                if (holder.isEmpty() || !holder.get().equals(hex)) {
                    given.put(name, hex);
                    holder.ifPresent(former -> moved.put(name, former));
                }
            }
            List<NewImage> missing = now.find(hex).isPresent() ? List.of() : List.of(image);
            return new Decision<>(Edit.adding(missing, given), moved);
        });
    }

    private void write(Edit edit) {
        edit.lostNames().forEach(name -> namesLike(name).remove(name));
        edit.lostImages().forEach(images::remove);
        edit.images().forEach(image -> images.put(image.id().hex(), image.kept()));
        edit.names().forEach((name, hex) -> namesLike(name).put(name, new NameRecord(hex, clock.instant())));
    }

    private RecordSet<NameRecord> namesLike(String name) {
        return name.indexOf('@') < 0 ? tags : digests;
    }

    private Map<String, StoredImage> readImages() {
        Map<String, StoredImage> found = new HashMap<>();
        for (RecordSet.Entry<ImageRecord> entry : images.all()) {
            try {
                found.put(entry.key(), StoredImage.of(new Digest(entry.key()), entry.value()));
            } catch (InvalidArgument | IllegalArgumentException e) {
                LOG.warn("image {} is left out: {}", entry.key(), e.getMessage());
            }
        }
        return found;
    }

    private Map<String, String> readNames() {
        Map<String, String> found = new HashMap<>();
        tags.all().forEach(entry -> found.put(entry.key(), entry.value().image()));
        digests.all().forEach(entry -> found.put(entry.key(), entry.value().image()));
        return found;
    }
}
