package dev.wharf.engine.log;

import dev.wharf.engine.api.EngineException;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.log.LogStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the output of one run of a container to its log. How far it got is stored with each batch, so that after a kill
 * the log is taken back to the stored position and written on from the spool. While the log driver is away or fails, the
 * output waits in the spool.
 */
final class LogWriter {
    private static final Logger LOG = LoggerFactory.getLogger(LogWriter.class);
    private static final int BATCHES = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final OutputSpec spec;
    private final Spool spool;
    private final StateFile file;
    private final OutputTools tools;
    private final Bell bell;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final RecallLock lock = new RecallLock(this::closeSink);
    private final Condition tried = lock.newCondition();
    private final SpoolReader reader; // guarded by lock
    private final LogBatch batch; // guarded by lock
    private Optional<LogSinks.OpenSink> sink = Optional.empty(); // guarded by lock
    private Optional<LogState> stored; // what the file holds; guarded by lock
    private boolean isPending; // whether the batch waits to be written; guarded by lock
    private Optional<Runnable> late = Optional.empty(); // told when all is written after the end; guarded by lock
    private boolean closed; // guarded by lock
    private volatile boolean isFailing; // changed under lock

    LogWriter(OutputSpec spec, Spool spool, StateFile file, Optional<LogState> stored, OutputTools tools, Bell bell) {
        this.spec = spec;
        this.spool = spool;
        this.file = file;
        this.stored = stored;
        this.tools = tools;
        this.bell = bell;
        this.reader = spool.join(stored.orElse(LogState.NOTHING));
        this.batch = new LogBatch(reader, tools.blocks());
    }

    /**
     * Opens the log, so that a fault is seen at the start of the container.
     *
     * @throws EngineException Unavailable, and what the driver threw
     */
    void open() {
        lock.locked(this::sink);
    }

    /** Something came in. */
    void arrived() {
        if (!isFailing) {
            schedule();
        }
    }

    /** Writes soon what has come in. */
    void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            tools.pump().soon(this::work);
        }
    }

    private void work() {
        Optional<Runnable> done;
        try {
            done = lock.locked(this::workLocked);
        } finally {
            scheduled.set(false);
        }
        done.ifPresent(Runnable::run);
        // what came in after the last batch was scheduled by nobody
        if (!isFailing && lock.locked(() -> !closed && reader.next().isPresent())) {
            schedule();
        }
    }

    private Optional<Runnable> workLocked() {
        if (closed) {
            return Optional.empty();
        }
        for (int batches = 0; batches < BATCHES && writeNext(); batches++) {
            // one after the other, until others shall have their turn
        }
        tried.signalAll();
        return late.isPresent() && tryRest(tools.clock()) ? late : Optional.empty();
    }

    /** Writes the next batch; false when there is none, or when it could not be written. */
    private boolean writeNext() {
        if (!isPending && !batch.gather()) {
            batch.clear();
            return false;
        }
        return writePending();
    }

    private boolean writePending() {
        isPending = true;
        try {
            if (!batch.records().isEmpty()) {
                writeRecords(sink());
            }
        } catch (DriverException | EngineException | LinuxException e) {
            failed(e);
            return false;
        }
        isPending = false;
        isFailing = false;
        batch.clear();
        for (LogStream stream : spool.streams()) {
            reader.letGo(stream, batch.cutUpTo(stream));
        }
        bell.ring();
        return true;
    }

    private void writeRecords(LogSinks.OpenSink open) {
        if (stored.isEmpty()) {
            // before the first record, so that a kill right after it finds the position to go back to
            store(new LogState(open.sink().position(), 0, 0));
        }
        open.sink().write(batch.records());
        store(new LogState(open.sink().position(), batch.cutUpTo(LogStream.STDOUT), batch.cutUpTo(LogStream.STDERR)));
    }

    private void store(LogState state) {
        file.write(state);
        stored = Optional.of(state);
    }

    private LogSinks.OpenSink sink() {
        if (sink.isEmpty()) {
            sink = Optional.of(tools.sinks().open(spec, stored, this::letGoOfDriver));
        }
        return sink.get();
    }

    /** The batch is kept and written again, from the stored position on. */
    private void failed(RuntimeException fault) {
        if (!isFailing) {
            LOG.warn("cannot log the output of container {}, trying again: {}", spec.id(), fault.getMessage());
        }
        isFailing = true;
        takeBack();
        closeSink();
        tools.pump().later(this::schedule);
    }

    /** A part of a batch may be in the log already; who reads it meanwhile would see that part twice. */
    private void takeBack() {
        try {
            if (sink.isPresent() && stored.isPresent()) {
                sink.get().sink().rewind(stored.get().position());
            }
        } catch (DriverException e) {
            LOG.debug("cannot take back a part of the log of container {} yet", spec.id(), e);
        }
    }

    private void closeSink() {
        try {
            sink.ifPresent(LogSinks.OpenSink::close);
        } catch (DriverException e) {
            LOG.warn("cannot close the log of container {}: {}", spec.id(), e.getMessage());
        }
        sink = Optional.empty();
    }

    /**
     * Gives the driver back; when there is more to write it is borrowed again. Does not wait for a driver that is at work: who
     * waits for its answer gives it back after that.
     */
    void letGoOfDriver() {
        lock.recall();
    }

    /**
     * Writes all that is left, also a last line without a line feed, and closes the log. Waits some seconds for a driver
     * that is away, but not for room on a disk.
     *
     * @return whether the log is complete
     */
    boolean finish(Clock clock) {
        return lock.locked(() -> {
            boolean done = writeRest(clock);
            closeSink();
            return done;
        });
    }

    private boolean writeRest(Clock clock) {
        long left = PATIENCE.toNanos();
        boolean done = tryRest(clock);
        try {
            while (!done && left > 0 && tools.sinks().isAway(spec)) {
                long waited = System.nanoTime();
                boolean ignored = tried.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
                left -= System.nanoTime() - waited;
                done = tryRest(clock);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return done;
    }

    /** Goes on trying after {@link #finish} could not write all, and tells when it is done. */
    void finishLater(Runnable done) {
        lock.locked(() -> late = Optional.of(done));
    }

    private boolean tryRest(Clock clock) {
        while (writeNext()) {
            // until nothing is left
        }
        if (!isPending) {
            batch.gatherRest(clock.instant());
            return writePending();
        }
        return false;
    }

    /**
     * Makes a reader that begins right behind what is in the log.
     *
     * @param readLog reads the log to its end; nothing is written to it meanwhile
     */
    SpoolReader join(Runnable readLog) {
        return lock.locked(() -> {
            readLog.run();
            return spool.join(reader, held());
        });
    }

    private List<Arrival> held() {
        List<Arrival> held = new ArrayList<>();
        for (LogStream stream : spool.streams()) {
            if (reader.needed(stream) < reader.passed(stream)) {
                held.add(new Arrival(stream, reader.needed(stream), reader.passed(stream), Instant.EPOCH));
            }
        }
        return held;
    }

    /** Forgets how far the log is, which is complete. */
    void forget() {
        lock.locked(() -> {
            file.delete();
            return true;
        });
    }

    /** Stops writing; what is left waits in the spool for the next daemon. */
    void close() {
        lock.locked(() -> {
            closed = true;
            closeSink();
            file.close();
            reader.closeUnread();
            return true;
        });
    }
}
