package dev.wharf.store.sqlite;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.wharf.store.Durability;
import dev.wharf.store.RecordSet;
import dev.wharf.store.RecordType;
import dev.wharf.store.json.RecordCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A set of records in a table of its own.
 *
 * @param <R> the type
 */
final class RecordTable<R extends Record> implements RecordSet<R> {
    private final SqliteStore store;
    private final RecordType<R> type;
    private final RecordCodec<R> codec;
    private final TableSql sql;
    private final List<Function<R, String>> indexes;

    RecordTable(SqliteStore store, RecordType<R> type) {
        this.store = store;
        this.type = type;
        this.codec = new RecordCodec<>(type.type());
        this.sql = TableSql.of(type.name(), type.indexes().keySet());
        this.indexes = type.indexes().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Makes the table and its indexes where they are not there, and fills an index that is new. */
    void create() {
        store.transaction(Durability.PROCESS_KILL, () -> {
            store.writer().run(sql.create());
            List<String> columns = store.writer().query(sql.columns(), List.of()).stream()
                    .map(row -> row.get(0))
                    .toList();
            List<String> missing = sql.missingFrom(columns);
            missing.forEach(column -> store.writer().run(sql.addColumn(column)));
            sql.createIndexes().forEach(store.writer()::run);
            if (!missing.isEmpty()) {
                all().forEach(entry -> put(entry.key(), entry.value()));
            }
        });
    }

    /** Whether this is the set of that type, also by the loader of its class. */
    boolean isOf(RecordType<?> other) {
        return type.type() == other.type()
                && type.indexes().keySet().equals(other.indexes().keySet());
    }

    @Override
    public Optional<R> find(String key) {
        return decode(store.query(sql.find(), List.of(key))).stream()
                .map(Entry::value)
                .findFirst();
    }

    @Override
    public List<Entry<R>> all() {
        return decode(store.query(sql.all(), List.of()));
    }

    @Override
    public List<Entry<R>> by(String index, String value) {
        return decode(store.query(sql.by(index), List.of(value)));
    }

    @Override
    public void put(String key, R value) {
        List<String> row = new ArrayList<>(indexes.size() + 2);
        row.add(key);
        row.add(codec.write(value));
        indexes.forEach(index -> row.add(index.apply(value)));
        store.change(sql.put(), row);
    }

    @Override
    public void remove(String key) {
        store.change(sql.remove(), List.of(key));
    }

    private List<Entry<R>> decode(List<List<String>> rows) {
        List<Entry<R>> entries = new ArrayList<>(rows.size());
        for (List<String> row : rows) {
            String key = row.get(0);
            String json = row.get(1);
            try {
                entries.add(new Entry<>(key, codec.read(json)));
            } catch (JsonProcessingException e) {
                setAside(new BrokenRecord(type.name(), key, json, e.getOriginalMessage()));
            }
        }
        return List.copyOf(entries);
    }

    private void setAside(BrokenRecord broken) {
        store.setAside(broken, sql.removeSame());
    }
}
