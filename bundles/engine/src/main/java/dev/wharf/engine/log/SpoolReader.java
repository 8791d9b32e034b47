package dev.wharf.engine.log;

import dev.wharf.spi.log.LogStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A place in a spool. Belongs to one thread, except for {@link #stop}. */
final class SpoolReader implements AutoCloseable {
    private final Spool spool;
    private final Deque<Arrival> held;
    private final Map<LogStream, Long> passed; // next byte of each stream
    private final Map<LogStream, Long> needed; // guarded by the lock of the spool
    private long number; // of the next entry of the journal; guarded by the lock of the spool
    private volatile boolean stopped;

    SpoolReader(Spool spool, long number, List<Arrival> held, Map<LogStream, Long> needed) {
        this.spool = spool;
        this.number = number;
        this.held = new ArrayDeque<>(held);
        this.needed = new EnumMap<>(needed);
        this.passed = new EnumMap<>(needed);
    }

    long number() {
        return number;
    }

    /** The first byte of a stream that must be kept. */
    long needed(LogStream stream) {
        return needed.getOrDefault(stream, 0L);
    }

    /** The first byte of a stream that has not been passed. */
    long passed(LogStream stream) {
        return passed.getOrDefault(stream, 0L);
    }

    /** What comes next, as it came in; empty when there is nothing at present. */
    Optional<Arrival> next() {
        return held.isEmpty() ? spool.look(journal -> rest(journal, number)) : Optional.of(held.getFirst());
    }

    /** What comes next of one stream, at most so many bytes, joined across the instants at which it came in. */
    Optional<Arrival> next(long most) {
        Optional<Arrival> first = next();
        if (first.isEmpty() || !held.isEmpty()) {
            return first.map(arrival -> arrival.atMost(most));
        }
        return spool.look(journal -> Optional.of(joined(journal, first.get(), most)));
    }

    private Optional<Arrival> rest(Journal journal, long at) {
        return journal.find(at).map(entry -> entry.from(Math.max(entry.start(), passed(entry.stream()))));
    }

    private Arrival joined(Journal journal, Arrival first, long most) {
        long end = first.end();
        Optional<Arrival> more = journal.find(number + 1);
        for (long at = number + 2; more.isPresent() && more.get().stream() == first.stream(); at++) {
            if (end - first.start() >= most || more.get().start() != end) {
                break;
            }
            end = more.get().end();
            more = journal.find(at);
        }
        return new Arrival(first.stream(), first.start(), end, first.at()).atMost(most);
    }

    /** Moves behind what {@link #next} gave, or a part of it. It stays readable until {@link #letGo}. */
    void pass(Arrival part) {
        passed.put(part.stream(), part.end());
        if (held.isEmpty()) {
            spool.look(journal -> Optional.of(number = behind(journal, part)));
        } else {
            Arrival first = held.removeFirst();
            if (part.end() < first.end()) {
                held.addFirst(first.from(part.end()));
            }
        }
    }

    private long behind(Journal journal, Arrival part) {
        long at = number;
        Optional<Arrival> entry = journal.find(at);
        while (entry.isPresent()
                && entry.get().stream() == part.stream()
                && entry.get().end() <= part.end()) {
            at++;
            entry = journal.find(at);
        }
        return at;
    }

    /** Gives the bytes of a stream before an offset away. */
    void letGo(LogStream stream, long offset) {
        spool.trimmed(() -> needed.put(stream, offset));
    }

    /** Some of the bytes that {@link #next} told of, as {@link Segment#bytes}. */
    ByteBuffer bytes(Arrival part, ByteBuffer scratch) {
        return spool.file(part.stream()).bytes(part.start(), part.length(), scratch);
    }

    /** Waits until there is something, or there will be nothing more. */
    void await(Duration timeout) throws InterruptedException {
        spool.await(this, timeout);
    }

    /** Whether all was passed and nothing more will come. */
    boolean isAtEnd() {
        return spool.isComplete() && next().isEmpty();
    }

    /** Lets {@link #await} return; from any thread. */
    void stop() {
        stopped = true;
        spool.wake();
    }

    boolean isStopped() {
        return stopped;
    }

    /** Ends reading, and leaves what was not let go of to a later daemon. */
    void closeUnread() {
        spool.leaveUnread(this);
    }

    @Override
    public void close() {
        spool.leave(this);
    }
}
