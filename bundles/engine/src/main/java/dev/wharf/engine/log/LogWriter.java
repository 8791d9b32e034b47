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
 * output waits in the spool. A log that hangs holds up one thread of the pump, and those who end the run for some seconds.
 */
final class LogWriter {
    private static final Logger LOG = LoggerFactory.getLogger(LogWriter.class);
    private static final int BATCHES = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
    /** How long a write may take until others go on without it. */
    private static final Duration HUNG = Duration.ofSeconds(5);

    private final OutputSpec spec;
    private final Spool spool;
    private final OutputTools tools;
    private final Bell bell;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final RecallLock lock = new RecallLock(this::closeSink, HUNG);
    private final Condition tried = lock.newCondition();
    private final SpoolReader reader; // guarded by lock
    private final LogBatch batch; // guarded by lock
    private final StoredLog log; // guarded by lock
    private boolean isPending; // whether the batch waits to be written; guarded by lock
    private volatile Optional<Runnable> late = Optional.empty(); // told when all is written after the end
    private volatile boolean closed;
    private boolean released; // guarded by lock
    private volatile boolean isFailing; // changed under lock

    LogWriter(OutputSpec spec, Spool spool, StateFile file, Optional<LogState> stored, OutputTools tools, Bell bell) {
        this.spec = spec;
        this.spool = spool;
        this.log = new StoredLog(spec, state -> tools.sinks().open(spec, state, this::letGoOfDriver), file, stored);
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
        lock.locked(log::open);
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
        if (!isFailing
                && lock.locked(
                        () -> !closed && (late.isPresent() || reader.next().isPresent()))) {
            schedule();
        }
    }

    private Optional<Runnable> workLocked() {
        Optional<Runnable> done = closed ? Optional.empty() : writeSome();
        return closed ? release() : done;
    }

    private Optional<Runnable> writeSome() {
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
                log.write(batch);
            }
            if (closed) {
                return false; // by those who could not wait for it
            }
            if (!batch.records().isEmpty()) {
                log.store(batch);
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

    /** The batch is kept and written again, from the stored position on. */
    private void failed(RuntimeException fault) {
        if (!isFailing) {
            LOG.warn("cannot log the output of container {}, trying again: {}", spec.id(), fault.getMessage());
        }
        isFailing = true;
        log.takeBack();
        log.closeSink();
        tools.pump().later(this::schedule);
    }

    private void closeSink() {
        log.closeSink();
    }

    /**
     * Gives the driver back; when there is more to write it is borrowed again. Does not wait for a driver that is at work: who
     * waits for its answer gives it back after that.
     */
    void letGoOfDriver() {
        lock.recall();
    }

    /** Whether the log has worked on what it was given for so long that it may never be done. */
    boolean isHung() {
        return lock.patiently(() -> true).isEmpty();
    }

    /**
     * Writes all that is left, also a last line without a line feed, and closes the log. Waits some seconds for a driver
     * that is away, but not for room on a disk.
     *
     * @return whether the log is complete
     */
    boolean finish(Clock clock) {
        return lock.patiently(() -> {
                    boolean done = writeRest(clock);
                    log.closeSink();
                    return done;
                })
                .orElse(false);
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
        late = Optional.of(done);
        schedule();
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
     * @throws EngineException Unavailable when the log hangs
     */
    SpoolReader join(Runnable readLog) {
        return lock.patiently(() -> {
                    readLog.run();
                    return spool.join(reader, held());
                })
                .orElseThrow(this::hangs);
    }

    /** What is told to those who need a log that hangs. */
    EngineException hangs() {
        return new EngineException.Unavailable("log driver \"" + spec.logDriver() + "\" does not answer for container "
                + spec.id() + "; try again, or replace its bundle");
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
        Optional<Boolean> ignored = lock.patiently(() -> {
            log.forget();
            return true;
        });
    }

    /** Stops writing; what is left waits in the spool for the next daemon. Lets go of a log that hangs when it goes on. */
    void close() {
        closed = true;
        if (lock.patiently(this::release).isEmpty()) {
            LOG.warn("the log of container {} hangs in log driver \"{}\"", spec.id(), spec.logDriver());
        }
    }

    private Optional<Runnable> release() {
        if (!released) {
            released = true;
            log.close();
            reader.closeUnread();
        }
        return Optional.empty();
    }
}
