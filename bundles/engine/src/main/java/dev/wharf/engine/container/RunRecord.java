package dev.wharf.engine.container;

import static java.util.Objects.requireNonNull;

import dev.wharf.engine.api.network.Connections;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a container is in its life; kept in the store apart from the {@link ContainerRecord}, because it changes often.
 *
 * @param state where it is
 * @param pid of the first process; 0 for none
 * @param outcome of the last start and run
 * @param startedAt of the last start
 * @param finishedAt of the last end
 * @param restartCount restarts by policy since the last start by hand
 * @param stoppedByHand whether a user sent a signal since the last start
 * @param backoff of restarts by policy; absent in records of old
 * @param connections while it runs as they are, afterwards without addresses; absent before the first start and in records of
 *     old
 * @param before what holds if it has not come true that it runs: a start is stored before the first process is let go, so that
 *     a daemon that is killed thereby starts no program twice; empty a moment later, when it is known to run, and in records of
 *     old
 */
public record RunRecord(
        ContainerState state,
        int pid,
        Outcome outcome,
        Optional<Instant> startedAt,
        Optional<Instant> finishedAt,
        int restartCount,
        boolean stoppedByHand,
        Optional<Backoff> backoff,
        Optional<Connections> connections,
        Optional<RunRecord> before) {

    /**
     * How a start or run ended.
     *
     * @param exitCode of the first process, or 126 to 128 for a failed start
     * @param error of a failed start; empty for none
     * @param outOfMemory whether the kernel killed for lack of memory
     */
    public record Outcome(int exitCode, String error, boolean outOfMemory) {
        /** Nothing has ended yet. */
        static final Outcome NONE = new Outcome(0, "", false);

        /** Checks the error. */
        public Outcome {
            requireNonNull(error, "error");
        }
    }

    /** Checks all parts. */
    public RunRecord {
        requireNonNull(state, "state");
        requireNonNull(outcome, "outcome");
        requireNonNull(startedAt, "startedAt");
        requireNonNull(finishedAt, "finishedAt");
        requireNonNull(backoff, "backoff");
        requireNonNull(connections, "connections");
        requireNonNull(before, "before");
    }

    /** Never started. */
    static RunRecord created() {
        return new RunRecord(
                ContainerState.CREATED,
                0,
                Outcome.NONE,
                Optional.empty(),
                Optional.empty(),
                0,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The record was lost; perhaps it runs. */
    static RunRecord lost() {
        return new RunRecord(
                ContainerState.RUNNING,
                0,
                Outcome.NONE,
                Optional.empty(),
                Optional.empty(),
                0,
                false,
                Optional.empty(),
                Optional.of(Connections.none()),
                Optional.empty());
    }

    /** Found running after its record was lost. */
    RunRecord found(int process, Instant at) {
        return new RunRecord(
                state,
                process,
                outcome,
                Optional.of(at),
                finishedAt,
                restartCount,
                stoppedByHand,
                backoff,
                connections,
                before);
    }

    /** How it is connected, or was in its last run. */
    Connections network() {
        return connections.orElseGet(Connections::none);
    }

    /** How it fared in its last runs. */
    Backoff restarts() {
        return backoff.orElse(Backoff.NONE);
    }

    /** Started. */
    RunRecord started(int newPid, Instant now, Connections made) {
        return next(ContainerState.RUNNING, newPid, Outcome.NONE, Optional.of(now), finishedAt)
                .connected(made);
    }

    /** The same, of which nobody knows yet whether it comes true. */
    RunRecord insteadOf(RunRecord present) {
        return with(connections, Optional.of(present));
    }

    /** The same, which has come true. */
    RunRecord confirmed() {
        return with(connections, Optional.empty());
    }

    /** Whether only its task knows if its first process was let go. */
    boolean isInDoubt() {
        return before.isPresent() || startedAt.isEmpty();
    }

    /** What clients are told: nobody takes a container for started before that is certain. */
    RunRecord told() {
        return before.orElse(this);
    }

    /** What holds when the first process was not let go. */
    RunRecord unstarted() {
        return before.orElseGet(RunRecord::created);
    }

    /** The same, connected in another way. */
    RunRecord connected(Connections made) {
        return with(Optional.of(made), before);
    }

    private RunRecord with(Optional<Connections> made, Optional<RunRecord> instead) {
        return new RunRecord(
                state, pid, outcome, startedAt, finishedAt, restartCount, stoppedByHand, backoff, made, instead);
    }

    /** The start failed: nothing has changed but the outcome. */
    RunRecord failed(Outcome failure) {
        ContainerState next = state == ContainerState.RESTARTING ? ContainerState.EXITED : state;
        return next(next, 0, failure, startedAt, finishedAt);
    }

    /** Ended, for good or to be restarted. */
    RunRecord ended(ContainerState next, Outcome end, Instant at) {
        RunRecord ended = next(next, 0, end, startedAt, Optional.of(at));
        return connections.map(made -> ended.connected(AtRest.of(made))).orElse(ended);
    }

    /** In another state with the same history. */
    RunRecord in(ContainerState next) {
        return next(next, next.hasProcess() ? pid : 0, outcome, startedAt, finishedAt);
    }

    /** In the same state, and a process was killed for lack of memory. */
    RunRecord outOfMemory() {
        Outcome killed = new Outcome(outcome.exitCode(), outcome.error(), true);
        return new RunRecord(
                state, pid, killed, startedAt, finishedAt, restartCount, stoppedByHand, backoff, connections, before);
    }

    /** With other counters: one restart more, or none after a start by hand. */
    RunRecord counted(int restarts, Backoff next) {
        return new RunRecord(
                state,
                pid,
                outcome,
                startedAt,
                finishedAt,
                restarts,
                stoppedByHand,
                Optional.of(next),
                connections,
                before);
    }

    /** With the mark of a user's signal set or cleared. */
    RunRecord byHand(boolean stopped) {
        return new RunRecord(
                state, pid, outcome, startedAt, finishedAt, restartCount, stopped, backoff, connections, before);
    }

    private RunRecord next(
            ContainerState next, int process, Outcome result, Optional<Instant> start, Optional<Instant> end) {
        return new RunRecord(
                state.to(next),
                process,
                result,
                start,
                end,
                restartCount,
                stoppedByHand,
                backoff,
                connections,
                Optional.empty());
    }
}
