package dev.wharf.engine.exec;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.Attachment;
import dev.wharf.engine.container.LiveContainer;
import dev.wharf.engine.exec.ExecState.Attached;
import dev.wharf.spi.exec.ExecutionDriver;
import dev.wharf.spi.exec.ProcessSpec;
import dev.wharf.spi.exec.Stdio;
import dev.wharf.spi.exec.Task;
import dev.wharf.spi.exec.TaskId;
import dev.wharf.spi.exec.TaskProcess;
import java.util.Optional;

/**
 * Starts an exec. The container's lock is held for the decision alone: a command that takes its time to be executed, such
 * as one on a network file system, does not keep the container from being killed.
 */
final class StartExec {
    private final ExecSite site;
    private final ExecEvents events;
    private final ExecStreams streams;
    private final ExecProcesses processes;
    private final EndExec ends;

    StartExec(ExecSite site, EndExec ends) {
        this.site = site;
        this.ends = ends;
        events = new ExecEvents(site.events());
        streams = new ExecStreams(site);
        processes = new ExecProcesses(site.containers());
    }

    /**
     * Starts it with a client.
     *
     * @throws EngineException Conflict, NotRunning, NotFound, InvalidArgument, Unavailable, Internal
     */
    Attachment attached(LiveExec exec) {
        begin(exec);
        Attachment client = streams.attach(exec);
        try {
            launch(exec, exec.config().attachStdin());
            return client;
        } catch (EngineException e) {
            client.close();
            throw failed(exec, e);
        }
    }

    /**
     * Starts it without a client.
     *
     * @throws EngineException as {@link #attached}
     */
    void detached(LiveExec exec) {
        begin(exec);
        try {
            launch(exec, false);
        } catch (EngineException e) {
            throw failed(exec, e);
        }
    }

    /** Told before it is so, as Docker does, and in any case before what happens to the container afterwards. */
    private void begin(LiveExec exec) {
        LiveContainer container = exec.container();
        container.step(() -> {
            ExecRule.check(container, container.id());
            exec.claim();
            events.started(exec);
        });
    }

    private void launch(LiveExec exec, boolean stdin) {
        ProcessSpec process = processes.of(exec);
        boolean ignored =
                site.store().put(new ExecRecord(exec.id(), exec.container().id(), exec.config(), Optional.empty()));
        Stdio stdio = streams.open(exec, stdin);
        site.drivers().call(exec.container().record().execDriver(), driver -> {
            start(exec, driver, new Asked(process, stdio));
            return Boolean.TRUE;
        });
    }

    private record Asked(ProcessSpec process, Stdio stdio) {}

    private void start(LiveExec exec, ExecutionDriver driver, Asked asked) {
        if (exec.isDoomed()) {
            throw ExecRule.notRunning(exec.container());
        }
        Task task =
                exec.container().held().flatMap(held -> held.in(driver)).orElseThrow(() -> ExecFailure.taskGone(exec));
        TaskProcess process = task.exec(new TaskId(exec.id()), asked.process(), asked.stdio());
        Attached started = Attached.of(driver, task, process);
        if (!exec.run(started)) {
            ends.discard(exec, started);
            return;
        }
        ends.watch(exec, started);
        if (exec.isDoomed()) {
            ends.kill(exec);
        }
    }

    private EngineException failed(LiveExec exec, EngineException error) {
        ends.fail(exec, ExecFailure.exitCode(error));
        return ExecFailure.told(exec, error);
    }
}
