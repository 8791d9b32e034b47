package dev.wharf.engine.container;

import dev.wharf.engine.api.EngineException;
import dev.wharf.store.Durability;
import dev.wharf.store.RecordSet;
import dev.wharf.store.RecordType;
import dev.wharf.store.Store;
import dev.wharf.store.StoreException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The records of containers. Nobody else reads or writes them. Thread-safe. */
final class ContainerStore {
    private final Store store;
    private final RecordSet<ContainerRecord> records;
    private final RecordSet<RunRecord> runs;

    ContainerStore(Store store) {
        this.store = store;
        records = store.open(RecordType.of("containers", ContainerRecord.class)
                .indexed("name", ContainerRecord::name)
                .indexed("image", ContainerRecord::imageId));
        runs = store.open(RecordType.of("container_runs", RunRecord.class));
    }

    /** All containers, each with its run. Of one whose run was lost, its driver knows whether it runs. */
    List<LiveContainer> load() {
        Map<String, RunRecord> byId = new HashMap<>();
        runs.all().forEach(entry -> byId.put(entry.key(), entry.value()));
        return records.all().stream()
                .map(entry -> new LiveContainer(entry.value(), byId.getOrDefault(entry.key(), RunRecord.lost())))
                .toList();
    }

    /** The ids that have a run, also those whose record cannot be read: what belongs to them must not be swept. */
    Set<String> ids() {
        return runs.all().stream().map(RecordSet.Entry::key).collect(Collectors.toUnmodifiableSet());
    }

    /** A new container; survives a power loss. */
    void create(ContainerRecord record, RunRecord run) {
        durably(record.id(), () -> {
            records.put(record.id(), record);
            runs.put(record.id(), run);
        });
    }

    /** A renamed or reconfigured container; survives a power loss. */
    void update(ContainerRecord record) {
        durably(record.id(), () -> records.put(record.id(), record));
    }

    /** A step of a container's life; survives a kill of the daemon. */
    void update(String id, RunRecord run) {
        translated(id, () -> runs.put(id, run));
    }

    /** A container that is gone; survives a power loss. */
    void remove(String id) {
        durably(id, () -> {
            records.remove(id);
            runs.remove(id);
        });
    }

    private void durably(String id, Runnable work) {
        translated(id, () -> store.transaction(Durability.POWER_LOSS, work));
    }

    /** A store that fails, such as on a full disk, is the engine's own fault to its clients. */
    private static void translated(String id, Runnable work) {
        try {
            work.run();
        } catch (StoreException e) {
            throw new EngineException.Internal("record of container " + id + ": " + e.getMessage(), e);
        }
    }
}
