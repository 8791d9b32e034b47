package dev.wharf.engine.log;

import dev.wharf.linux.Fd;
import dev.wharf.spi.log.LogStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The output of one run of a container that somebody still needs, with the order in which it came in. Its readers go at
 * their own pace; what the slowest still needs is kept. When that is too much, the FIFOs rest until it has caught up,
 * and the container blocks.
 */
final class Spool {
    /** So many bytes may wait for the slowest reader. */
    static final long LIMIT = 16L << 20;

    private static final int MOST_ARRIVALS = 1 << 16;

    private final Map<LogStream, SpoolFile> files;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Journal journal = new Journal(); // guarded by lock
    private final List<SpoolReader> readers = new ArrayList<>(); // guarded by lock
    private final List<OutputFifo> resting = new ArrayList<>(); // guarded by lock
    private boolean complete; // guarded by lock
    private boolean closed; // guarded by lock
    private boolean kept; // whether what is there stays for a later reader; guarded by lock

    Spool(Map<LogStream, SpoolFile> files, Clock clock) {
        this.files = new EnumMap<>(files);
        this.clock = clock;
    }

    /** Tells whether there is room for more; if not, the FIFO rests until there is. */
    boolean admits(OutputFifo fifo) {
        lock.lock();
        try {
            if (waiting() < LIMIT && journal.size() < MOST_ARRIVALS) {
                return true;
            }
            resting.add(fifo);
            fifo.rest();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Whether anybody needs what comes in. */
    boolean isWanted() {
        lock.lock();
        try {
            return !readers.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Moves bytes from a FIFO to the spool; errors and result as {@link SpoolFile#fill}. */
    long take(LogStream stream, Fd fifo) {
        SpoolFile file = file(stream);
        long start = file.end();
        long moved = file.fill(fifo);
        if (moved > 0) {
            append(new Arrival(stream, start, start + moved, clock.instant()));
        }
        return moved;
    }

    /**
     * Tells of the bytes of a stream that an earlier daemon left.
     *
     * @return how many of them are lost, as a disk that fails may lose them
     */
    long appendLeft(LogStream stream, LogState logged) {
        SpoolFile file = file(stream);
        long lost = 0;
        long next = logged.logged(stream);
        for (SpoolFile.Piece piece : file.pieces(next)) {
            lost += piece.start() - next;
            next = piece.end();
            append(new Arrival(stream, piece.start(), piece.end(), file.lastWritten()));
        }
        return lost;
    }

    /** Tells of bytes that are in the spool. */
    void append(Arrival arrival) {
        lock.lock();
        try {
            journal.append(arrival);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Tells that nothing more will come. */
    void complete() {
        lock.lock();
        try {
            complete = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A reader of what comes in from now on. */
    SpoolReader join() {
        lock.lock();
        try {
            return enter(new SpoolReader(this, journal.end(), List.of(), ends()));
        } finally {
            lock.unlock();
        }
    }

    /** The first reader of a spool, which begins behind what was logged by an earlier daemon. */
    SpoolReader join(LogState logged) {
        lock.lock();
        try {
            Map<LogStream, Long> needed = ends();
            needed.replaceAll((stream, end) -> logged.logged(stream));
            return enter(new SpoolReader(this, journal.end(), List.of(), needed));
        } finally {
            lock.unlock();
        }
    }

    /** A reader that begins where another one is, after some bytes that the other holds without having passed them on. */
    SpoolReader join(SpoolReader other, List<Arrival> held) {
        lock.lock();
        try {
            Map<LogStream, Long> needed = ends();
            needed.replaceAll((stream, end) -> other.needed(stream));
            return enter(new SpoolReader(this, other.number(), held, needed));
        } finally {
            lock.unlock();
        }
    }

    private SpoolReader enter(SpoolReader reader) {
        readers.add(reader);
        return reader;
    }

    private Map<LogStream, Long> ends() {
        Map<LogStream, Long> ends = new EnumMap<>(LogStream.class);
        files.forEach((stream, file) -> ends.put(stream, file.end()));
        return ends;
    }

    /** Ends a reader. */
    void leave(SpoolReader reader) {
        lock.lock();
        try {
            readers.remove(reader);
            trim();
            closeWhenUnused();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the reader that writes the log; what it has not written stays on the disk for a later daemon. */
    void leaveUnread(SpoolReader reader) {
        lock.lock();
        try {
            kept = true;
            leave(reader);
        } finally {
            lock.unlock();
        }
    }

    /** Lets the files go once the last reader has left. */
    void close() {
        lock.lock();
        try {
            closed = true;
            complete = true;
            changed.signalAll();
            closeWhenUnused();
        } finally {
            lock.unlock();
        }
    }

    private void closeWhenUnused() {
        if (closed && readers.isEmpty()) {
            files.values().forEach(SpoolFile::close);
        }
    }

    /** Takes the names of the files away; readers go on. */
    void unlink() {
        files.values().forEach(SpoolFile::unlink);
    }

    /** The streams that the container has. */
    Set<LogStream> streams() {
        return files.keySet();
    }

    SpoolFile file(LogStream stream) {
        SpoolFile file = files.get(stream);
        if (file == null) {
            throw new IllegalArgumentException("no spool for " + stream);
        }
        return file;
    }

    /** Runs work that looks at the journal. */
    <T> T look(Function<Journal, T> work) {
        lock.lock();
        try {
            return work.apply(journal);
        } finally {
            lock.unlock();
        }
    }

    /** Forgets what no reader needs any more, and lets resting FIFOs go on when that made room. */
    void trimmed(Runnable change) {
        lock.lock();
        try {
            change.run();
            trim();
        } finally {
            lock.unlock();
        }
    }

    private void trim() {
        journal.dropBefore(readers.stream().mapToLong(SpoolReader::number).min().orElse(journal.end()));
        if (!kept) {
            files.forEach((stream, file) -> file.release(needed(stream)));
        }
        if (!resting.isEmpty() && waiting() <= LIMIT / 2 && journal.size() <= MOST_ARRIVALS / 2) {
            resting.forEach(OutputFifo::resume);
            resting.clear();
        }
    }

    private long needed(LogStream stream) {
        return readers.stream()
                .mapToLong(reader -> reader.needed(stream))
                .min()
                .orElse(file(stream).end());
    }

    private long waiting() {
        long bytes = 0;
        for (LogStream stream : files.keySet()) {
            bytes += file(stream).end() - needed(stream);
        }
        return bytes;
    }

    /**
     * Waits until an entry of the journal is there, nothing more will come, or a reader was told to stop.
     *
     * @return whether the entry is there
     */
    boolean await(SpoolReader reader, Duration timeout) throws InterruptedException {
        long left = timeout.toNanos();
        lock.lock();
        try {
            while (reader.number() >= journal.end() && !complete && !reader.isStopped() && left > 0) {
                left = changed.awaitNanos(left);
            }
            return reader.number() < journal.end();
        } finally {
            lock.unlock();
        }
    }

    /** Wakes those who wait, so that they look again. */
    void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isComplete() {
        lock.lock();
        try {
            return complete;
        } finally {
            lock.unlock();
        }
    }
}
