package dev.wharf.engine.log;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The runs of a container that a client follows: from one to the next while its policy restarts it, until it really
 * stops. Belongs to one thread, except for {@link #bell}.
 */
final class FollowedRuns {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final Duration BETWEEN_RUNS = Duration.ofMillis(20);

    private final OutputChannel channel;
    private final BooleanSupplier goesOn;
    private Optional<OutputRun> run;
    private volatile Bell bell;

    /**
     * Begins with the run of this moment.
     *
     * @param goesOn whether the container runs or is about to be restarted
     */
    FollowedRuns(OutputChannel channel, BooleanSupplier goesOn) {
        this.channel = channel;
        this.goesOn = goesOn;
        this.run = channel.run();
        this.bell = run.map(OutputRun::bell).orElseGet(Bell::new);
    }

    /** Nothing is followed. */
    static FollowedRuns none() {
        return new FollowedRuns(new OutputChannel(), () -> false);
    }

    /** Rings when the log has grown. */
    Bell bell() {
        return bell;
    }

    /** Whether the log grows no more; moves on to the next run when there is one. */
    boolean areOver() {
        if (!isBetweenRuns()) {
            return false;
        }
        // asked before looking for the next run, which would otherwise be missed when it begins in between
        boolean mayBegin = goesOn.getAsBoolean();
        Optional<OutputRun> next = channel.run().filter(other -> !other.isFinished());
        if (next.isPresent()) {
            run = next;
            bell = next.get().bell();
            return false;
        }
        return !mayBegin || channel.isGone();
    }

    private boolean isBetweenRuns() {
        return run.map(OutputRun::isFinished).orElse(true);
    }

    /** How long to wait for the bell before looking again; between two runs it does not ring. */
    Duration pause() {
        return isBetweenRuns() ? BETWEEN_RUNS : LOOK_AGAIN;
    }
}
