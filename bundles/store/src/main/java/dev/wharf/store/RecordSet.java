package dev.wharf.store;

import java.util.List;
import java.util.Optional;

/**
 * Records of one type by key. A change outside {@link Store#transaction} is a transaction of its own with {@link
 * Durability#PROCESS_KILL}. Thread-safe.
 *
 * @param <R> the type
 */
public interface RecordSet<R extends Record> {

    /** The record of a key, or empty. */
    Optional<R> find(String key);

    /** All records by key, in the order of their keys. */
    List<Entry<R>> all();

    /** The records whose index has this value. */
    List<Entry<R>> by(String index, String value);

    /** Keeps a record in place of an earlier one of its key. */
    void put(String key, R value);

    /** Removes a record; removing what is not there succeeds. */
    void remove(String key);

    /**
     * A record with its key.
     *
     * @param key unique in its set
     * @param value the record
     * @param <R> its type
     */
    record Entry<R extends Record>(String key, R value) {}
}
