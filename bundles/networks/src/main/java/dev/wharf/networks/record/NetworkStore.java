package dev.wharf.networks.record;

import dev.wharf.engine.api.EngineException;
import dev.wharf.store.Durability;
import dev.wharf.store.RecordSet;
import dev.wharf.store.RecordType;
import dev.wharf.store.Store;
import dev.wharf.store.StoreException;
import java.util.List;
import java.util.function.Supplier;

/** The records of networks. Nobody else reads or writes them. Thread-safe. */
public final class NetworkStore {
    private final Store store;
    private final RecordSet<NetworkRecord> records;

    /** Those of a store. */
    public NetworkStore(Store store) {
        this.store = store;
        records = store.open(RecordType.of("networks", NetworkRecord.class));
    }

    /** All of them. */
    public List<NetworkRecord> all() {
        return translated(
                "*", () -> records.all().stream().map(RecordSet.Entry::value).toList());
    }

    /** Keeps a network; survives a power loss. */
    public void put(NetworkRecord record) {
        translated(record.name(), () -> {
            store.transaction(Durability.POWER_LOSS, () -> records.put(record.id(), record));
            return Boolean.TRUE;
        });
    }

    /** Forgets a network; survives a power loss. */
    public void remove(NetworkRecord record) {
        translated(record.name(), () -> {
            store.transaction(Durability.POWER_LOSS, () -> records.remove(record.id()));
            return Boolean.TRUE;
        });
    }

    private static <T> T translated(String name, Supplier<T> work) {
        try {
            return work.get();
        } catch (StoreException e) {
            throw new EngineException.Internal("record of network " + name + ": " + e.getMessage(), e);
        }
    }
}
