package dev.wharf.engine.exec;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.container.Adoption;
import dev.wharf.engine.container.LiveContainer;
import dev.wharf.engine.container.Tasks;
import dev.wharf.engine.exec.ExecState.Attached;
import dev.wharf.engine.exec.ExecState.Ended;
import dev.wharf.engine.exec.ExecState.Running;
import dev.wharf.engine.name.Ids;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.exec.Task;
import dev.wharf.spi.exec.TaskId;
import dev.wharf.spi.exec.TaskProcess;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings execs, their records and their processes together again after a restart of the daemon or of a driver. */
final class RecoverExecs {
    private static final Logger LOG = LoggerFactory.getLogger(RecoverExecs.class);
    private static final int KILL = 9;

    private final ExecSite site;
    private final ExecTable execs;
    private final Adoption adoption;
    private final EndExec ends;
    private final ForgetExecs forgets;
    private final ExecStreams streams;
    private final Tasks tasks;

    RecoverExecs(ExecSite site, ExecTable execs, Adoption adoption, EndExec ends, ForgetExecs forgets) {
        this.site = site;
        this.execs = execs;
        this.adoption = adoption;
        this.ends = ends;
        this.forgets = forgets;
        streams = new ExecStreams(site);
        tasks = new Tasks(site.drivers());
    }

    /** Loads the records of an earlier daemon. Those whose container has ended or is gone are forgotten. */
    void load() {
        for (ExecRecord record : site.store().load()) {
            Optional<LiveContainer> container = site.containers().byId(record.container());
            if (container.isPresent()) {
                container.get().step(() -> load(record, container.get()));
            } else {
                site.store().remove(List.of(record.id()));
            }
        }
    }

    private void load(ExecRecord record, LiveContainer container) {
        ExecState state = record.end()
                .<ExecState>map(end -> new Ended(end.exitCode(), end.at()))
                .orElseGet(() -> new Running(Optional.empty()));
        LiveExec exec = new LiveExec(record.id(), container, record.config(), state);
        if (!container.state().hasProcess()) {
            discard(exec);
            return;
        }
        execs.add(exec);
        keep(container);
        record.end().ifPresent(end -> forgets.later(left(end), List.of(exec)));
    }

    void keep(LiveContainer container) {
        container.keep(new ExecsOfContainer(container, execs, ends, forgets));
    }

    private Duration left(ExecRecord.End end) {
        Duration left = Duration.between(site.clock().instant(), end.at().plus(ForgetExecs.KEPT));
        return left.isNegative() ? Duration.ZERO : left;
    }

    private void discard(LiveExec exec) {
        guarded("exec " + exec.id(), () -> {
            streams.recover(exec);
            streams.close(exec);
        });
        forgets.now(List.of(exec));
    }

    /** Takes up the execs of all containers whose execution driver serves. */
    void all() {
        List<String> serving = site.drivers().names();
        for (LiveContainer container : site.containers().all()) {
            if (container.state().hasProcess()
                    && serving.contains(container.record().execDriver())) {
                guarded("container " + container.id(), () -> recover(container));
            }
        }
    }

    private void recover(LiveContainer container) {
        adoption.renew(container);
        container.step(() -> {
            if (container.held().isPresent()) {
                execs.of(container).stream()
                        .filter(LiveExec::isRunning)
                        .forEach(exec -> guarded(exec.id(), () -> takeUp(exec)));
                tasks.ask(container, Task::execs).forEach(id -> guarded(id.value(), () -> clear(container, id)));
            }
        });
    }

    private void takeUp(LiveExec exec) {
        if (tasks.ask(exec.container(), exec::isAttachedTo)) {
            return;
        }
        streams.recover(exec);
        tasks.askDriver(exec.container(), (driver, task) -> task.recoverExec(new TaskId(exec.id()))
                        .map(process -> Attached.of(driver, task, process)))
                .ifPresentOrElse(found -> resume(exec, found), () -> ends.lose(exec));
    }

    /** The client went with the earlier daemon, and with it what it sent. */
    private void resume(LiveExec exec, Attached found) {
        boolean lost = exec.attached().isEmpty();
        exec.run(found);
        ends.watch(exec, found);
        if (lost && exec.config().attachStdin() && !exec.config().tty()) {
            boolean ignored = streams.closeStdin(exec);
        }
    }

    /** Lets go of what a crash left of execs that have ended, and ends those that were never told to a client. */
    private void clear(LiveContainer container, TaskId id) {
        Optional<LiveExec> known = execs.find(id.value());
        boolean over = known.map(LiveExec::isSettled).orElse(Ids.isFull(id.value()));
        if (over) {
            tasks.ask(container, task -> {
                        Optional<TaskProcess> left = task.recoverExec(id);
                        left.ifPresent(RecoverExecs::kill);
                        return left;
                    })
                    .ifPresent(left -> deleteAtEnd(container, id, left));
        }
    }

    /** By whichever driver serves then. */
    private void deleteAtEnd(LiveContainer container, TaskId id, TaskProcess left) {
        var unused = left.exit().whenComplete((status, error) -> site.timer()
                .execute(() -> guarded(
                        id.value(),
                        () -> tasks.ask(container, task -> {
                            task.recoverExec(id).ifPresent(TaskProcess::delete);
                            return Boolean.TRUE;
                        }))));
    }

    private static void kill(TaskProcess process) {
        try {
            process.signal(KILL);
        } catch (DriverException e) {
            if (e.kind() != DriverException.Kind.NOT_FOUND) {
                throw e;
            }
        }
    }

    /** One that cannot be recovered does not stop the others. */
    private static void guarded(String what, Runnable work) {
        try {
            work.run();
        } catch (EngineException e) {
            LOG.warn("recovery of execs, {}: {}", what, e.getMessage());
        }
    }
}
