package dev.wharf.store;

import java.util.List;
import java.util.function.Supplier;

/** The store, an OSGi service. Thread-safe. */
public interface Store {

    /**
     * Opens a set of records; made when it is not there. Opening it again returns an equal view. A record that cannot
     * be read is set aside and reported, and does not stop the others.
     *
     * @throws StoreException when the store cannot be read
     */
    <R extends Record> RecordSet<R> open(RecordType<R> type);

    /**
     * Runs work in a transaction of the calling thread: all its changes or none. When the call returns they are as
     * durable as asked. Nested calls join the outer one. One transaction runs at a time, so the work must be short and
     * must not call drivers or the network.
     *
     * @return what the work returned
     * @throws StoreException EXHAUSTED on a full disk; what the work throws passes through after a roll-back
     */
    <T> T transaction(Durability durability, Supplier<T> work);

    /**
     * The records that were set aside, the latest first, until somebody deletes them from the table {@code broken}.
     *
     * @throws StoreException when the store cannot be read
     */
    default List<SetAside> setAside() {
        return List.of();
    }

    /** As {@link #transaction(Durability, Supplier)}, without a result. */
    default void transaction(Durability durability, Runnable work) {
        transaction(durability, () -> {
            work.run();
            return Boolean.TRUE;
        });
    }
}
