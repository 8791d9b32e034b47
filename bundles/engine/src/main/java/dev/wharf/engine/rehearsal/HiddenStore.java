package dev.wharf.engine.rehearsal;

import dev.wharf.store.Durability;
import dev.wharf.store.RecordSet;
import dev.wharf.store.RecordType;
import dev.wharf.store.Store;
import java.util.function.Supplier;

/** The daemon's store, with records in sets of their own. */
final class HiddenStore implements Store {
    private static final String PREFIX = "rehearsal_";

    private final Store store;

    HiddenStore(Store store) {
        this.store = store;
    }

    @Override
    public <R extends Record> RecordSet<R> open(RecordType<R> type) {
        RecordSet<R> hidden = store.open(new RecordType<>(PREFIX + type.name(), type.type(), type.indexes()));
        hidden.all().forEach(entry -> hidden.remove(entry.key())); // of a daemon that was killed meanwhile
        return hidden;
    }

    @Override
    public <T> T transaction(Durability durability, Supplier<T> work) {
        return store.transaction(durability, work);
    }
}
