package dev.wharf.store.sqlite;

import dev.wharf.store.Durability;
import dev.wharf.store.RecordSet;
import dev.wharf.store.RecordType;
import dev.wharf.store.SetAside;
import dev.wharf.store.Store;
import dev.wharf.store.json.RecordCodec;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The store in {@code wharf.db} of the data root. Open as long as its bundle runs, also while those who use it are exchanged. */
@Component(service = Store.class, immediate = true)
public final class SqliteStore implements Store, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteStore.class);
    private static final String DATA_ROOT = "wharf.data-root";
    private static final String DEFAULT_ROOT = "/var/lib/wharf";
    private static final String BROKEN =
            "SELECT time, record_set, key, reason FROM broken ORDER BY rowid DESC LIMIT 100";
    private static final String SET_ASIDE =
            "INSERT INTO broken (time, record_set, key, json, reason) VALUES (?, ?, ?, ?, ?)";

    private final Clock clock;
    private final Session writer;
    private final Session reader;
    private final Transactions transactions;
    private final Map<String, RecordTable<?>> tables = new ConcurrentHashMap<>();

    /**
     * Opens the store of the daemon's data root.
     *
     * @throws dev.wharf.store.StoreException when it cannot be opened
     */
    @Activate
    public SqliteStore(BundleContext context) {
        this(Path.of(Optional.ofNullable(context.getProperty(DATA_ROOT)).orElse(DEFAULT_ROOT)), Clock.systemUTC());
        var warmUp = new Thread(RecordCodec::warmUp, "store warm-up");
        warmUp.setDaemon(true);
        warmUp.start();
    }

    /**
     * Opens the store in a folder, which is made when it is not there.
     *
     * @throws dev.wharf.store.StoreException when it cannot be opened
     */
    public SqliteStore(Path dataRoot, Clock clock) {
        this.clock = clock;
        Path file = StoreFiles.prepare(dataRoot);
        NativeLibrary.prepare(dataRoot);
        this.writer = Session.open(file);
        this.transactions = new Transactions(writer, new Reserve(dataRoot));
        boolean open = false;
        try {
            transaction(Durability.PROCESS_KILL, () -> Schema.upgrade(writer));
            this.reader = Session.open(file);
            open = true;
        } finally {
            if (!open) {
                writer.close();
            }
        }
    }

    @Override
    @SuppressWarnings("unchecked") // isOf compares the classes
    public <R extends Record> RecordSet<R> open(RecordType<R> type) {
        return (RecordSet<R>) tables.compute(type.name(), (name, known) -> {
            if (known != null && known.isOf(type)) {
                return known;
            }
            var table = new RecordTable<>(this, type);
            table.create();
            return table;
        });
    }

    @Override
    public <T> T transaction(Durability durability, Supplier<T> work) {
        return transactions.run(durability, work);
    }

    @Override
    public List<SetAside> setAside() {
        return query(BROKEN, List.of()).stream()
                .map(row -> new SetAside(Instant.parse(row.get(0)), row.get(1), row.get(2), row.get(3)))
                .toList();
    }

    /** Ends the writing. What was committed stays. */
    @Override
    @Deactivate
    public void close() {
        reader.close();
        writer.close();
    }

    Session writer() {
        return writer;
    }

    List<List<String>> query(String sql, List<String> values) {
        return (transactions.isCurrent() ? writer : reader).query(sql, values);
    }

    void change(String sql, List<String> values) {
        transactions.change(() -> writer.update(sql, values));
    }

    /** Moves a record out of the way, and keeps it for a person to look at. */
    void setAside(BrokenRecord broken, String remove) {
        LOG.error(
                "the record \"{}\" of {} cannot be read and was set aside: {}",
                broken.key(),
                broken.set(),
                broken.reason());
        String time = clock.instant().toString();
        transaction(Durability.POWER_LOSS, () -> {
            writer.update(SET_ASIDE, List.of(time, broken.set(), broken.key(), broken.json(), broken.reason()));
            writer.update(remove, List.of(broken.key(), broken.json()));
        });
    }
}
