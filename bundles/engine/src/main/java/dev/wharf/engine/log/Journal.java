package dev.wharf.engine.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** In which order the bytes of the streams came in. Entries are numbered from 0 on. Not thread-safe. */
final class Journal {
    private final List<Arrival> entries = new ArrayList<>();
    private int gone;
    private long dropped;

    void append(Arrival arrival) {
        entries.add(arrival);
    }

    /** The number of the next entry to be appended. */
    long end() {
        return dropped + entries.size() - gone;
    }

    /** The entry of a number; empty when it is not there yet. */
    Optional<Arrival> find(long number) {
        long index = number - dropped + gone;
        return index < entries.size() ? Optional.of(entries.get((int) index)) : Optional.empty();
    }

    /** How many entries are kept. */
    int size() {
        return entries.size() - gone;
    }

    /** Forgets the entries before a number. */
    void dropBefore(long number) {
        gone += (int) (number - dropped);
        dropped = number;
        if (gone == entries.size()) {
            entries.clear();
            gone = 0;
        } else if (gone > entries.size() / 2) {
            entries.subList(0, gone).clear();
            gone = 0;
        }
    }
}
