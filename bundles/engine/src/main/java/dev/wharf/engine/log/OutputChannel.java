package dev.wharf.engine.log;

import dev.wharf.spi.log.LogDriver;
import dev.wharf.spi.log.LogTarget;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/** Joins the clients of a container with its runs: one that came early waits for the next run. Thread-safe. */
final class OutputChannel {
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Consumer<Optional<OutputRun>>> waiting = new ArrayList<>(); // guarded by lock
    private Optional<OutputRun> run = Optional.empty(); // guarded by lock
    private Optional<OutputRun> late = Optional.empty(); // guarded by lock
    private boolean gone; // guarded by lock
    private long begun; // guarded by lock
    private volatile Optional<KnownFile> known = Optional.empty();

    /** What a driver has told of a log; the driver is not kept from going by it. */
    private record KnownFile(WeakReference<LogDriver> driver, LogTarget target, Optional<Path> file) {
        boolean isOf(LogDriver asked, LogTarget of) {
            return driver.refersTo(asked) && target.equals(of);
        }
    }

    /** The file of the log, for which a driver is asked once: each inspection of a container tells it. */
    Optional<Path> logFile(LogDriver driver, LogTarget target) {
        Optional<KnownFile> told = known.filter(file -> file.isOf(driver, target));
        if (told.isPresent()) {
            return told.get().file();
        }
        Optional<Path> file = driver.file(target);
        known = Optional.of(new KnownFile(new WeakReference<>(driver), target, file));
        return file;
    }

    /** The run of this moment. */
    Optional<OutputRun> run() {
        lock.lock();
        try {
            return run;
        } finally {
            lock.unlock();
        }
    }

    /** How many runs have begun. */
    long begun() {
        lock.lock();
        try {
            return begun;
        } finally {
            lock.unlock();
        }
    }

    /** A run begins. */
    void begin(OutputRun next) {
        lock.lock();
        try {
            run = Optional.of(next);
            begun++;
            waiting.forEach(client -> client.accept(run));
            waiting.clear();
        } finally {
            lock.unlock();
        }
    }

    /** The run is over. */
    void end() {
        lock.lock();
        try {
            run = Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** A run that is over waits for a log that takes the rest. */
    void late(OutputRun unlogged) {
        lock.lock();
        try {
            late = Optional.of(unlogged);
        } finally {
            lock.unlock();
        }
    }

    boolean hasLate() {
        lock.lock();
        try {
            return late.isPresent();
        } finally {
            lock.unlock();
        }
    }

    /** The run that waits for its log, which is the caller's from now on. */
    Optional<OutputRun> takeLate() {
        lock.lock();
        try {
            Optional<OutputRun> taken = late;
            late = Optional.empty();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Takes a run that waits for its log; false when somebody else has taken it. */
    boolean takeLate(OutputRun run) {
        lock.lock();
        try {
            boolean isThere = late.filter(run::equals).isPresent();
            late = isThere ? Optional.empty() : late;
            return isThere;
        } finally {
            lock.unlock();
        }
    }

    /** Whether there will be no more runs. */
    boolean isGone() {
        lock.lock();
        try {
            return gone;
        } finally {
            lock.unlock();
        }
    }

    /** There will be no more runs; those who wait are told so. */
    void dissolve() {
        lock.lock();
        try {
            gone = true;
            run = Optional.empty();
            waiting.forEach(client -> client.accept(Optional.empty()));
            waiting.clear();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Hands the run of this moment to a client, or the next one when it begins; nothing when there will be none. Called
     * under the lock: a run does not begin or end meanwhile.
     */
    void whenRunning(Consumer<Optional<OutputRun>> client) {
        atThisMoment(current -> {
            if (current.isPresent() || gone) {
                client.accept(current);
            } else {
                waiting.add(client);
            }
            return Boolean.TRUE;
        });
    }

    /** Runs work while no run begins or ends. */
    <T> T atThisMoment(Function<Optional<OutputRun>, T> work) {
        lock.lock();
        try {
            return work.apply(run);
        } finally {
            lock.unlock();
        }
    }
}
