package dev.wharf.engine.exec;

import dev.wharf.engine.api.exec.ExecConfig;
import dev.wharf.engine.container.ContainerEvents;
import dev.wharf.engine.container.ManualTimer;
import dev.wharf.engine.container.Rig;
import dev.wharf.engine.testing.FakeExec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** An engine on stand-ins that runs execs. A second one on the same store and drivers is the engine after a restart. */
final class ExecRig {
    final Rig rig;
    final EngineExecService service;
    final ExecSite site;
    private final ManualTimer timer;

    ExecRig(Path root) {
        this(new Rig(root));
    }

    private ExecRig(Rig rig) {
        this.rig = rig;
        timer = new ManualTimer(rig.clock());
        site = new ExecSite(
                new ExecStore(rig.store()),
                rig.table(),
                rig.drivers().execution(),
                rig.outputs(),
                new ContainerEvents(rig.events(), rig.clock()),
                timer,
                rig.clock());
        service = new EngineExecService(site, rig.drivers(), rig.adoption(), rig.brief());
    }

    /** The engine after a kill of the daemon and a new start; no driver has arrived yet. */
    ExecRig restarted() {
        return new ExecRig(rig.restarted());
    }

    /** Makes an exec. */
    String create(String container, String... command) {
        return service.create(container, config(command));
    }

    /** Makes and starts an exec without a client. */
    String run(String container, String... command) {
        String exec = create(container, command);
        service.startDetached(exec);
        settle();
        return exec;
    }

    /** The process of an exec that runs. */
    FakeExec process(String container, String exec) {
        return rig.execution().task(container).exec(exec);
    }

    /** How long the work that was put off has to wait. */
    List<Duration> delays() {
        settle();
        return timer.delays();
    }

    /** Lets the time of the first work that was put off come. */
    void elapse() {
        settle();
        timer.elapse();
    }

    /** Waits until the engine has done its own work. */
    void settle() {
        rig.settle();
        timer.settle();
        rig.settle();
        timer.settle();
    }

    static ExecConfig config(String... command) {
        return config(false, false, command);
    }

    static ExecConfig config(boolean tty, boolean stdin, String... command) {
        return new ExecConfig(List.of(command), tty, stdin, true, true, "", false, List.of(), "", "");
    }
}
