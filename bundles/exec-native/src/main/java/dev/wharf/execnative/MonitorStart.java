package dev.wharf.execnative;

import dev.wharf.linux.Fd;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.launch.MonitorProgram;
import dev.wharf.linux.launch.MonitorProgram.Descriptor;
import dev.wharf.linux.launch.Script;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/** Starts monitors. Thread-safe. */
final class MonitorStart {
    private final Kernel kernel;
    private final MonitorProgram monitor;
    private final WaitingMonitors waiting;

    MonitorStart(Kernel kernel, MonitorProgram monitor, WaitingMonitors waiting) {
        this.kernel = kernel;
        this.monitor = monitor;
        this.waiting = waiting;
    }

    /**
     * Makes a run folder.
     *
     * @throws DriverException ALREADY_EXISTS
     */
    ReadyFolder prepare(RunFolder folder) {
        Optional<WaitingMonitor> one = waiting.take().filter(found -> found.moveTo(folder));
        if (one.isEmpty()) {
            folder.create();
        }
        return new ReadyFolder(folder, one, waiting::launched);
    }

    /**
     * A monitor that was started.
     *
     * @param launch its FIFOs
     * @param pid its own
     * @param progress what its child writes to; at its end the command is being executed, or the script has failed
     */
    record Started(Launch launch, int pid, Fd progress) {}

    /** Starts the monitor that waits, or a new one; the descriptors of its script and its streams are given. */
    Started start(ReadyFolder ready, Map<Descriptor, Fd> descriptors, Opened opened) {
        Fd[] progress = kernel.descriptors().pipe();
        Fd ours = opened.hold(progress[0]);
        Fd theirs = opened.lend(progress[1]);
        descriptors.put(Descriptor.PROGRESS, theirs);
        Started started = ready.takeMonitor()
                .filter(one -> one.begin(descriptors))
                .map(one -> new Started(held(one.launch(), opened), one.pid(), ours))
                .orElseGet(() -> startNew(ready.folder(), descriptors, opened, ours));
        theirs.close();
        waiting.launched();
        return started;
    }

    private static Launch held(Launch launch, Opened opened) {
        opened.hold(launch.control());
        opened.hold(launch.notifications());
        return launch;
    }

    private Started startNew(RunFolder folder, Map<Descriptor, Fd> descriptors, Opened opened, Fd progress) {
        Launch launch = held(new Launch(folder.control(), folder.notifications(), true), opened);
        lendFolder(folder, launch, descriptors, opened);
        return new Started(launch, monitor.start(descriptors), progress);
    }

    /** Lends a monitor what it shares with this process in its run folder. */
    static void lendFolder(RunFolder folder, Launch launch, Map<Descriptor, Fd> descriptors, Opened opened) {
        descriptors.put(Descriptor.CONTROL, launch.control());
        descriptors.put(Descriptor.NOTIFY, opened.lend(folder.notifier()));
        descriptors.put(Descriptor.STATUS, opened.lend(folder.status()));
        descriptors.put(Descriptor.LOCK, opened.lend(folder.lock()));
    }

    /** Ends a monitor whose script has failed. */
    void end(Started started) {
        kernel.descriptors().write(started.launch().control(), quit());
        monitor.reap(started.pid());
    }

    /** Why a script came to nothing. */
    static DriverException failure(Script script) {
        return script.failure()
                .map(LaunchFailure::of)
                .orElseGet(() -> new DriverException(Kind.INTERNAL, "the launch monitor has failed"));
    }

    /** The command that ends a monitor; see obey() in monitor.c. */
    static ByteBuffer quit() {
        return ByteBuffer.allocateDirect(5).put((byte) 'Q').rewind();
    }
}
