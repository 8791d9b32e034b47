package dev.wharf.engine.exec;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.exec.ExecState.Attached;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.exec.ExecutionDriver;
import dev.wharf.spi.exec.ExitStatus;
import dev.wharf.spi.exec.TaskId;
import dev.wharf.spi.exec.TaskProcess;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what the end of an exec asks for. Needs no lock: each exec ends once. */
final class EndExec {
    /** The exit code of what was killed. */
    static final int KILLED = 137;

    private static final Logger LOG = LoggerFactory.getLogger(EndExec.class);
    private static final int KILL = 9;

    private final ExecSite site;
    private final ForgetExecs forgets;
    private final ExecEvents events;
    private final ExecStreams streams;

    EndExec(ExecSite site, ForgetExecs forgets) {
        this.site = site;
        this.forgets = forgets;
        events = new ExecEvents(site.events());
        streams = new ExecStreams(site);
    }

    /** Sees to it that the end of a process is acted on; takes no thread until then. */
    void watch(LiveExec exec, Attached attached) {
        var unused = attached.process().exit().whenComplete((status, error) -> site.timer()
                .execute(() -> {
                    if (error == null) {
                        end(exec, attached, status.code(), status.at());
                    } else if (serves(exec, attached)) {
                        end(exec, attached, KILLED, site.clock().instant());
                    }
                }));
    }

    /** A driver that goes away may break its promise to tell the end; it is told by the one that comes next. */
    private boolean serves(LiveExec exec, Attached attached) {
        try {
            return site.drivers().call(exec.container().record().execDriver(), attached::isOf);
        } catch (EngineException.Unavailable ignored) {
            return false; // it is away, as was to be found out
        }
    }

    /** Kills an exec whose container has ended; one that is just being started ends when it has been. */
    void kill(LiveExec exec) {
        exec.doom();
        if (exec.isRunning()) {
            guarded(exec, driver -> exec.processIn(driver).ifPresent(EndExec::signal));
        }
    }

    /** Ends an exec of a container that has ended: as the driver tells, if it does, else as killed. */
    void endUnwatched(LiveExec exec) {
        ExitStatus status = told(exec)
                .orElseGet(() -> new ExitStatus(
                        KILLED, OptionalInt.of(KILL), false, site.clock().instant()));
        Optional<Attached> attached = exec.attached();
        if (exec.giveUp(status.code(), status.at())) {
            tell(exec, attached, status.code(), status.at());
        }
    }

    private Optional<ExitStatus> told(LiveExec exec) {
        try {
            return site.drivers()
                    .call(exec.container().record().execDriver(), driver -> exec.container()
                            .held()
                            .flatMap(held -> held.in(driver))
                            .flatMap(task -> task.recoverExec(new TaskId(exec.id())))
                            .map(TaskProcess::exit))
                    .filter(exit -> exit.isDone() && !exit.isCompletedExceptionally())
                    .map(CompletableFuture::join);
        } catch (EngineException e) {
            LOG.debug("exec {}: {}", exec.id(), e.getMessage());
            return Optional.empty();
        }
    }

    /** Takes an exec for killed of which the driver knows nothing, or which it does not end; no end is told later. */
    void lose(LiveExec exec) {
        Instant now = site.clock().instant();
        Optional<Attached> attached = exec.attached();
        if (exec.giveUp(KILLED, now)) {
            tell(exec, attached, KILLED, now);
        }
    }

    /** Records that an exec could not be started. */
    void fail(LiveExec exec, int exitCode) {
        Instant now = site.clock().instant();
        boolean failed = exec.fail(exitCode, now);
        if (!exec.isRunning()) {
            streams.close(exec);
        }
        if (failed) {
            boolean ignored = store(exec, exitCode, now);
            settle(exec);
        }
    }

    /** Ends a process that was started for an exec which was given up meanwhile. */
    void discard(LiveExec exec, Attached attached) {
        streams.close(exec);
        guarded(exec, driver -> exec.processIn(driver, attached).ifPresent(EndExec::signal));
        var unused = attached.process().exit().whenComplete((status, error) -> site.timer()
                .execute(() -> delete(exec, attached)));
    }

    /** Lets go of what a driver keeps for an exec that has ended. */
    private void delete(LiveExec exec, Attached attached) {
        guarded(exec, driver -> exec.processIn(driver, attached).ifPresent(TaskProcess::delete));
    }

    private void end(LiveExec exec, Attached attached, int exitCode, Instant at) {
        if (exec.end(attached.process(), exitCode, at)) {
            tell(exec, Optional.of(attached), exitCode, at);
        }
    }

    private void tell(LiveExec exec, Optional<Attached> attached, int exitCode, Instant at) {
        try {
            events.died(exec, exitCode);
            streams.close(exec); // the client sees the end of the output, and asks for the exit code
            if (store(exec, exitCode, at)) { // else the driver tells it at the next start of the daemon
                attached.ifPresent(ended -> delete(exec, ended));
            }
        } finally {
            settle(exec); // its container waits for that when it ends
        }
    }

    private boolean store(LiveExec exec, int exitCode, Instant at) {
        ExecRecord.End end = new ExecRecord.End(exitCode, at);
        return site.store().put(new ExecRecord(exec.id(), exec.container().id(), exec.config(), Optional.of(end)));
    }

    private void settle(LiveExec exec) {
        exec.settle();
        forgets.ended(exec);
        forgets.later(ForgetExecs.KEPT, List.of(exec));
    }

    private static void signal(TaskProcess process) {
        try {
            process.signal(KILL);
        } catch (DriverException e) {
            if (e.kind() != DriverException.Kind.NOT_FOUND) {
                throw e;
            }
        }
    }

    /** What cannot be done now is done with the task, or at the next start of the daemon. */
    private void guarded(LiveExec exec, Consumer<ExecutionDriver> work) {
        try {
            site.drivers().call(exec.container().record().execDriver(), driver -> {
                work.accept(driver);
                return Boolean.TRUE;
            });
        } catch (EngineException e) {
            LOG.warn("exec {}: {}", exec.id(), e.getMessage());
        }
    }
}
