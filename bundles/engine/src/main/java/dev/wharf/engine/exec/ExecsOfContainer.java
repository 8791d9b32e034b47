package dev.wharf.engine.exec;

import dev.wharf.engine.container.ContainerExecs;
import dev.wharf.engine.container.HeldTask;
import dev.wharf.engine.container.LiveContainer;
import dev.wharf.engine.exec.ExecState.Dropped;
import dev.wharf.engine.exec.ExecState.Ended;
import dev.wharf.engine.exec.ExecState.Running;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** The execs of one container. */
final class ExecsOfContainer implements ContainerExecs {
    /**
     * How long execs may take to end when they are killed, together: longer than drivers take until they give up a launch, since
     * a task must not be deleted while something is launched in it.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** For how long the client of an exec that was killed with its container can ask for the exit code. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final LiveContainer container;
    private final ExecTable execs;
    private final EndExec ends;
    private final ForgetExecs forgets;
    private final Clock clock;

    ExecsOfContainer(LiveContainer container, ExecTable execs, EndExec ends, ForgetExecs forgets) {
        this.container = container;
        this.execs = execs;
        this.ends = ends;
        this.forgets = forgets;
        clock = forgets.clock();
    }

    @Override
    public List<String> running() {
        return execs.openOf(container).stream()
                .filter(LiveExec::isRunning)
                .map(LiveExec::id)
                .sorted()
                .toList();
    }

    /** Docker 1.9 and 20.10 forget all execs of a container that ends, the ids of those that nobody started, too. */
    @Override
    public void end() {
        List<LiveExec> all = execs.of(container);
        all.forEach(LiveExec::drop); // who has found one already does not start it in the next run
        List<LiveExec> cut = all.stream().filter(this::isCut).toList();
        cut.forEach(this::cut);
        awaitEnds(all);
        forgets.now(all.stream().filter(exec -> !cut.contains(exec)).toList());
        if (!cut.isEmpty()) {
            forgets.later(GRACE, cut);
        }
    }

    /** It runs, or was killed just now: a kill of the container can end its execs before it is known to have ended. */
    private boolean isCut(LiveExec exec) {
        ExecState state = exec.state();
        if (state instanceof Ended ended) {
            return ended.exitCode() == EndExec.KILLED
                    && ended.at().isAfter(clock.instant().minus(GRACE));
        }
        return !(state instanceof Dropped);
    }

    /** Nobody listens to one that was not found again yet after a restart of the daemon or of the driver. */
    private void cut(LiveExec exec) {
        ends.kill(exec);
        if (exec.state() instanceof Running running && !isKnown(running)) {
            ends.endUnwatched(exec);
        }
    }

    private boolean isKnown(Running exec) {
        return exec.attached()
                .filter(attached -> container
                        .held()
                        .map(HeldTask::task)
                        .filter(attached.task()::equals)
                        .isPresent())
                .isPresent();
    }

    /** Also of those that have ended by themselves just now, so that all is told about them. */
    private void awaitEnds(List<LiveExec> all) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (LiveExec exec : all) {
            if (!exec.awaitEnd(Duration.ofNanos(end - System.nanoTime()))) {
                ends.lose(exec);
            }
        }
    }

    @Override
    public void forget() {
        forgets.now(execs.of(container));
    }
}
