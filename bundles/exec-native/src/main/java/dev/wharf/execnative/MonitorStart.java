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

/** Starts monitors. Thread-safe. */
final class MonitorStart {
    private final Kernel kernel;
    private final MonitorProgram monitor;

    MonitorStart(Kernel kernel, MonitorProgram monitor) {
        this.kernel = kernel;
        this.monitor = monitor;
    }

    /**
     * A monitor that was started.
     *
     * @param launch its FIFOs
     * @param pid its own
     * @param progress what its child writes to; at its end the command is being executed, or the script has failed
     */
    record Started(Launch launch, int pid, Fd progress) {}

    /** Starts a monitor; the descriptors of its script and its streams are given. */
    Started start(RunFolder folder, Map<Descriptor, Fd> descriptors, Opened opened) {
        Fd[] progress = kernel.descriptors().pipe();
        Fd ours = opened.hold(progress[0]);
        Fd theirs = opened.lend(progress[1]);
        Launch launch = new Launch(opened.hold(folder.control()), opened.hold(folder.notifications()), true);
        descriptors.put(Descriptor.PROGRESS, theirs);
        descriptors.put(Descriptor.CONTROL, launch.control());
        descriptors.put(Descriptor.NOTIFY, opened.lend(folder.notifier()));
        descriptors.put(Descriptor.STATUS, opened.lend(folder.status()));
        descriptors.put(Descriptor.LOCK, opened.lend(folder.lock()));
        int pid = monitor.start(descriptors);
        theirs.close();
        return new Started(launch, pid, ours);
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
