package dev.wharf.execnative;

import dev.wharf.execnative.cgroup.Cgroup;
import dev.wharf.execnative.identity.Identity;
import dev.wharf.execnative.script.ExecScript;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.launch.MonitorProgram.Descriptor;
import dev.wharf.linux.launch.Script;
import dev.wharf.spi.exec.ProcessSpec;
import dev.wharf.spi.exec.Stdio;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;

/**
 * Launches further processes in tasks. There is no barrier: who the process becomes is found out beforehand, through the
 * root of the task's first process, so that one script carries the child from its birth to its command.
 */
final class ExecLauncher {
    private final Kernel kernel;
    private final MonitorStart monitors;
    private final RepeatedScripts repeated = new RepeatedScripts();
    private final long boundingCapabilities;

    ExecLauncher(Kernel kernel, MonitorStart monitors, long boundingCapabilities) {
        this.kernel = kernel;
        this.monitors = monitors;
        this.boundingCapabilities = boundingCapabilities;
    }

    /**
     * Where a process is executed.
     *
     * @param pidfd of the task's first process, closed by the launch
     * @param pid of that process
     * @param cgroup of the task
     */
    record Target(Fd pidfd, int pid, Cgroup cgroup) {}

    /**
     * Makes the run folder of a process.
     *
     * @throws dev.wharf.spi.DriverException ALREADY_EXISTS
     */
    ReadyFolder prepare(RunFolder folder) {
        return monitors.prepare(folder);
    }

    /** Launches a process; it is executing its command when this returns. */
    Launch launch(Target target, ProcessSpec process, Stdio stdio, ReadyFolder folder) {
        Map<Descriptor, Fd> descriptors = new EnumMap<>(Descriptor.class);
        try (Opened opened = new Opened(kernel)) {
            descriptors.put(Descriptor.NAMESPACE_1, opened.lend(target.pidfd()));
            Identity identity = Release.identify(kernel, target.pid(), process);
            var source =
                    new RepeatedScripts.Source(process, identity, stdio.stdin().isPresent());
            try (Script script = script(target.cgroup(), source)) {
                descriptors.put(Descriptor.SCRIPT, script.memory());
                target.cgroup()
                        .birthplace()
                        .ifPresent(path -> descriptors.put(Descriptor.CGROUP, opened.lendFolder(path)));
                new Streams(descriptors, opened).lend(stdio, process.terminal());
                MonitorStart.Started started = monitors.start(folder, descriptors, opened);
                awaitExec(started, script, process);
                started.progress().close();
                opened.keep();
                return started.launch();
            }
        }
    }

    private Script script(Cgroup cgroup, RepeatedScripts.Source source) {
        return repeated.find(cgroup, source)
                .map(published -> Script.again(kernel.descriptors(), published))
                .orElseGet(() -> writtenScript(cgroup, source));
    }

    private Script writtenScript(Cgroup cgroup, RepeatedScripts.Source source) {
        Script script = new ExecScript(kernel, source.process(), cgroup)
                .write(source.identity(), boundingCapabilities, source.hasStdin());
        repeated.keep(cgroup, source, script);
        return script;
    }

    private void awaitExec(MonitorStart.Started started, Script script, ProcessSpec process) {
        ByteBuffer word = ByteBuffer.allocateDirect(1);
        while (kernel.descriptors().read(started.progress(), word.clear()) != 0) {
            // nothing is written to it; only the end matters
        }
        script.failure().ifPresent(failure -> {
            monitors.end(started);
            throw Release.describe(failure, process.arguments().get(0));
        });
    }
}
