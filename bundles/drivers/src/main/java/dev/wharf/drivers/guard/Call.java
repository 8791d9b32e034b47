package dev.wharf.drivers.guard;

import dev.wharf.drivers.guard.Outcome.GivenUp;
import dev.wharf.spi.DriverException;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One call of a driver. It runs on some thread, and the one that asked waits for its outcome, as long as it has patience.
 * Both may be the same thread; then others can still give the call up, which interrupts it.
 */
final class Call implements Runnable {
    /** How long after an interrupt of its caller a call may go on. */
    static final long GRACE_NANOS = 5_000_000_000L;

    private final Supplier<Outcome> work;
    private final Lateness lateness;
    private final Thread caller = Thread.currentThread();
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Thread worker; // guarded by lock; there while the work runs
    private boolean isInterrupted; // guarded by lock
    private volatile @Nullable Outcome outcome; // written once, guarded by lock
    private volatile long deadline; // as System.nanoTime

    /** Hears of calls that nobody waits for any more. */
    interface Lateness {
        /** The work was given up and still runs. Called with the lock of the call held. */
        void began();

        /** It has come back, with that outcome. Called on its thread. */
        void ended(Outcome late);
    }

    /** A call that is given up after that time. */
    Call(Supplier<Outcome> work, Lateness lateness, long nanos) {
        this.work = work;
        this.lateness = lateness;
        this.deadline = System.nanoTime() + nanos;
    }

    @Override
    public void run() {
        if (!begins()) {
            return;
        }
        Outcome found = work.get();
        if (ends(found)) {
            LockSupport.unpark(caller);
        } else {
            lateness.ended(found);
        }
    }

    private boolean begins() {
        lock.lock();
        try {
            if (outcome == null) {
                worker = Thread.currentThread();
                if (isInterrupted) {
                    worker.interrupt();
                }
                return true;
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Whether anybody still waits for the outcome. */
    private boolean ends(Outcome found) {
        lock.lock();
        try {
            worker = null;
            if (outcome == null) {
                outcome = found;
                return true;
            }
            Thread.interrupted(); // that interrupt was meant for the call
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** The outcome, if there is one yet. */
    Optional<Outcome> outcome() {
        return Optional.ofNullable(outcome);
    }

    /**
     * Waits for the outcome, on the thread that made the call. An interrupt is passed on to the work, which then has some
     * seconds to end, and stays set.
     *
     * @param late told when the call is given up
     * @param cancelled told when the work ignores the interrupt
     */
    Outcome await(Supplier<DriverException> late, Supplier<DriverException> cancelled) {
        boolean isCancelled = false;
        Outcome seen = outcome;
        while (seen == null) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                giveUp(isCancelled ? cancelled.get() : late.get());
            } else {
                LockSupport.parkNanos(this, left);
            }
            if (Thread.interrupted()) {
                isCancelled = true;
                interruptWorker();
                hurry(GRACE_NANOS);
            }
            seen = outcome;
        }
        if (isCancelled) {
            Thread.currentThread().interrupt();
        }
        return seen;
    }

    /** Has the call given up after that time, if not before. */
    void hurry(long nanos) {
        long sooner = System.nanoTime() + nanos;
        if (sooner - deadline < 0) {
            deadline = sooner;
            LockSupport.unpark(caller);
        }
    }

    /** Waits no more: its caller gets the error, and the thread of the work is interrupted. */
    void giveUp(DriverException error) {
        lock.lock();
        try {
            if (outcome == null) {
                outcome = new GivenUp(error);
                leaveBehind();
            }
        } finally {
            lock.unlock();
        }
        LockSupport.unpark(caller);
    }

    private void leaveBehind() {
        withWorker(thread -> {
            lateness.began();
            thread.interrupt();
        });
    }

    private void interruptWorker() {
        lock.lock();
        try {
            isInterrupted = true;
            withWorker(Thread::interrupt);
        } finally {
            lock.unlock();
        }
    }

    private void withWorker(Consumer<Thread> action) {
        Thread thread = worker;
        if (thread != null) {
            action.accept(thread);
        }
    }
}
