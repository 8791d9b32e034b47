package dev.wharf.network.bridge.firewall;

import dev.wharf.linux.network.filter.Data;
import dev.wharf.linux.network.filter.NamedSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All entries of a daemon's table, as they are to be. Not thread-safe. */
final class Holdings {
    private final Map<Entry.Place, Entry> entries = new LinkedHashMap<>();
    private final Map<Data, Set<Entry>> owned = new LinkedHashMap<>();

    List<Entry> all() {
        return List.copyOf(entries.values());
    }

    /** What is there for a container or an interface, in some of the sets. */
    List<Entry> of(Data owner, Collection<NamedSet> sets) {
        return owned.getOrDefault(owner, Set.of()).stream()
                .filter(each -> sets.contains(each.set()))
                .toList();
    }

    /** What is in some of the sets. */
    List<Entry> in(Collection<NamedSet> sets) {
        return entries.values().stream()
                .filter(each -> sets.contains(each.set()))
                .toList();
    }

    /**
     * What has to change for some entries to go and others to be there.
     *
     * @param goners to go, unless they are among the wanted
     */
    Change change(Collection<Entry> goners, Collection<Entry> wanted) {
        Set<Entry> added = new LinkedHashSet<>(wanted);
        Set<Entry> removed = new LinkedHashSet<>(goners);
        removed.removeAll(added);
        added.removeIf(each -> each.equals(entries.get(each.place())));
        for (Entry each : added) {
            Entry other = entries.get(each.place());
            if (other != null) {
                removed.add(other);
            }
        }
        return new Change(List.copyOf(removed), List.copyOf(added));
    }

    /** Carries out a change. */
    void apply(Change change) {
        change.removed().forEach(this::remove);
        change.added().forEach(this::add);
    }

    private void remove(Entry entry) {
        entries.remove(entry.place());
        Set<Entry> rest = owned.getOrDefault(entry.owner(), new LinkedHashSet<>());
        rest.remove(entry);
        if (rest.isEmpty()) {
            owned.remove(entry.owner());
        }
    }

    private void add(Entry entry) {
        entries.put(entry.place(), entry);
        owned.computeIfAbsent(entry.owner(), owner -> new LinkedHashSet<>()).add(entry);
    }

    /** What goes and what comes. */
    record Change(List<Entry> removed, List<Entry> added) {

        boolean isEmpty() {
            return removed.isEmpty() && added.isEmpty();
        }

        /** The way back. */
        Change reversed() {
            return new Change(added, removed);
        }
    }
}
