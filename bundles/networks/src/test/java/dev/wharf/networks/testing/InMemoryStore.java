package dev.wharf.networks.testing;

import dev.wharf.store.Durability;
import dev.wharf.store.RecordSet;
import dev.wharf.store.RecordType;
import dev.wharf.store.Store;
import dev.wharf.store.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** A store that forgets. A transaction that fails is rolled back. */
public final class InMemoryStore implements Store {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Map<String, Record>> tables = new HashMap<>();
    private final List<Durability> transactions = new ArrayList<>();
    private boolean isFull = false;
    private volatile Runnable first = () -> {};

    /** Lets every further transaction fail. */
    public void fill() {
        isFull = true;
    }

    /** Does something before each further transaction. */
    public void before(Runnable work) {
        first = work;
    }

    /** The durability of the transactions, in order. */
    public List<Durability> transactions() {
        return transactions;
    }

    /** How many records a table has. */
    public int size(String table) {
        return tables.getOrDefault(table, new TreeMap<>()).size();
    }

    @Override
    public <R extends Record> RecordSet<R> open(RecordType<R> type) {
        return new Table<>(type, tables.computeIfAbsent(type.name(), absent -> new TreeMap<>()));
    }

    @Override
    public <T> T transaction(Durability durability, Supplier<T> work) {
        first.run();
        lock.lock();
        Map<String, Map<String, Record>> before = new HashMap<>();
        tables.forEach((name, table) -> before.put(name, new TreeMap<>(table)));
        boolean isDone = false;
        try {
            T answer = work.get();
            if (isFull) {
                throw new StoreException("database or disk is full", new IOException("ENOSPC"));
            }
            transactions.add(durability);
            isDone = true;
            return answer;
        } finally {
            if (!isDone) {
                tables.forEach((name, table) -> {
                    table.clear();
                    table.putAll(before.getOrDefault(name, new TreeMap<>()));
                });
            }
            lock.unlock();
        }
    }

    private final class Table<R extends Record> implements RecordSet<R> {
        private final RecordType<R> type;
        private final Map<String, Record> records;

        Table(RecordType<R> type, Map<String, Record> records) {
            this.type = type;
            this.records = records;
        }

        @Override
        public Optional<R> find(String key) {
            return Optional.ofNullable(records.get(key)).map(type.type()::cast);
        }

        @Override
        public List<Entry<R>> all() {
            return records.entrySet().stream()
                    .map(entry -> new Entry<>(entry.getKey(), type.type().cast(entry.getValue())))
                    .toList();
        }

        @Override
        public List<Entry<R>> by(String index, String value) {
            return all().stream()
                    .filter(entry -> Optional.ofNullable(type.indexes().get(index))
                            .map(key -> key.apply(entry.value()))
                            .equals(Optional.of(value)))
                    .toList();
        }

        @Override
        public void put(String key, R value) {
            transaction(Durability.PROCESS_KILL, () -> {
                records.put(key, value);
            });
        }

        @Override
        public void remove(String key) {
            transaction(Durability.PROCESS_KILL, () -> {
                records.remove(key);
            });
        }
    }
}
