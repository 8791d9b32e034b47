package dev.wharf.engine.exec;

import dev.wharf.store.Durability;
import dev.wharf.store.RecordSet;
import dev.wharf.store.RecordType;
import dev.wharf.store.Store;
import dev.wharf.store.StoreException;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records of execs; nobody else reads or writes them. They survive a kill of the daemon, not a power loss, which no
 * exec survives. A store that fails, such as on a full disk, keeps no exec from being run. Thread-safe.
 */
final class ExecStore {
    private static final Logger LOG = LoggerFactory.getLogger(ExecStore.class);

    private final Store store;
    private final RecordSet<ExecRecord> records;

    ExecStore(Store store) {
        this.store = store;
        records = store.open(RecordType.of("execs", ExecRecord.class));
    }

    List<ExecRecord> load() {
        return records.all().stream().map(RecordSet.Entry::value).toList();
    }

    /** Tells whether it could be stored. */
    boolean put(ExecRecord record) {
        return tolerated(record.id(), () -> records.put(record.id(), record));
    }

    /** Forgets execs. */
    void remove(Collection<String> ids) {
        if (!ids.isEmpty()) {
            boolean ignored = tolerated(
                    String.join(", ", ids),
                    () -> store.transaction(Durability.PROCESS_KILL, () -> ids.forEach(records::remove)));
        }
    }

    private static boolean tolerated(String id, Runnable work) {
        try {
            work.run();
            return true;
        } catch (StoreException e) {
            LOG.error("record of exec {} is not stored: {}", id, e.getMessage());
            return false;
        }
    }
}
