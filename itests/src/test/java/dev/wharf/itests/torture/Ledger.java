package dev.wharf.itests.torture;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** What was acknowledged. Thread-safe. */
final class Ledger {
    private final Map<String, Entry> containers = new ConcurrentHashMap<>();
    private final Map<String, Entry> images = new ConcurrentHashMap<>();
    private final Map<String, String> marks = new ConcurrentHashMap<>();

    /** How far something got. Between them nobody can say whether it is there. */
    enum Entry {
        MADE,
        REMOVING,
        REMOVED
    }

    Map<String, Entry> containers() {
        return containers;
    }

    Map<String, Entry> images() {
        return images;
    }

    /** What the images that are to stay hold, to be checked at the end. */
    Map<String, String> marks() {
        return marks;
    }

    /** What was made, was not asked to go between the two moments, and is not there. */
    static Set<String> lost(Map<String, Entry> before, Map<String, Entry> after, Set<String> there) {
        return before.entrySet().stream()
                .filter(entry -> entry.getValue() == Entry.MADE && after.get(entry.getKey()) == Entry.MADE)
                .map(Map.Entry::getKey)
                .filter(id -> !there.contains(id))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What was removed and is there again. */
    static Set<String> risen(Map<String, Entry> before, Set<String> there) {
        return before.entrySet().stream()
                .filter(entry -> entry.getValue() == Entry.REMOVED)
                .map(Map.Entry::getKey)
                .filter(there::contains)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static Map<String, Entry> copy(Map<String, Entry> entries) {
        return new TreeMap<>(entries);
    }
}
