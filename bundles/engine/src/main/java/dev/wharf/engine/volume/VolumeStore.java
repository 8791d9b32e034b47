package dev.wharf.engine.volume;

import dev.wharf.engine.api.EngineException;
import dev.wharf.store.Durability;
import dev.wharf.store.RecordSet;
import dev.wharf.store.RecordType;
import dev.wharf.store.Store;
import dev.wharf.store.StoreException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The records of volumes. Nobody else reads or writes them. Thread-safe. */
final class VolumeStore {
    private final Store store;
    private final RecordSet<VolumeRecord> records;

    VolumeStore(Store store) {
        this.store = store;
        records = store.open(RecordType.of("volumes", VolumeRecord.class));
    }

    Optional<VolumeRecord> find(String name) {
        return translated(name, () -> records.find(name));
    }

    List<VolumeRecord> all() {
        return translated(
                "*", () -> records.all().stream().map(RecordSet.Entry::value).toList());
    }

    /** Keeps a volume; survives a power loss. */
    void put(VolumeRecord record) {
        translated(record.name(), () -> {
            store.transaction(Durability.POWER_LOSS, () -> records.put(record.name(), record));
            return Boolean.TRUE;
        });
    }

    /** Keeps a volume; survives a kill of the daemon, and a power loss when anything that comes later does. */
    void update(VolumeRecord record) {
        translated(record.name(), () -> {
            records.put(record.name(), record);
            return Boolean.TRUE;
        });
    }

    /** Forgets a volume. */
    void remove(String name) {
        translated(name, () -> {
            records.remove(name);
            return Boolean.TRUE;
        });
    }

    private static <T> T translated(String name, Supplier<T> work) {
        try {
            return work.get();
        } catch (StoreException e) {
            throw new EngineException.Internal("record of volume " + name + ": " + e.getMessage(), e);
        }
    }
}
