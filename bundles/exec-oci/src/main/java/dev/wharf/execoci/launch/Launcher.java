package dev.wharf.execoci.launch;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.launch.MonitorProgram;
import dev.wharf.linux.launch.MonitorProgram.Descriptor;
import dev.wharf.linux.launch.Script;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Starts monitors and waits until the runtime has made the process. Thread-safe. */
public final class Launcher {
    private static final Set<Integer> OF_THE_SPECIFICATION = Set.of(
            Errno.EINVAL, Errno.ENOENT, Errno.ENOTDIR, Errno.EISDIR, Errno.ENAMETOOLONG, Errno.ELOOP, Errno.ERANGE);

    private final Kernel kernel;
    private final MonitorProgram monitor;

    /** Launches with one program. */
    public Launcher(Kernel kernel, MonitorProgram monitor) {
        this.kernel = kernel;
        this.monitor = monitor;
    }

    /**
     * Launches.
     *
     * @param prepare called with the root as the starter has mounted it, while the starter waits; writes what the runtime
     *     will read
     * @throws DriverException INVALID_ARGUMENT, INTERNAL, what {@code prepare} throws, and what the runtime's log says
     */
    public Launch launch(LaunchPlan plan, RunFolder folder, Consumer<Path> prepare) {
        LaunchScript builder = new LaunchScript(kernel, plan, folder);
        try (Script script = builder.write();
                Opened opened = new Opened(kernel)) {
            Map<Descriptor, Fd> descriptors = new EnumMap<>(Descriptor.class);
            descriptors.put(Descriptor.SCRIPT, script.memory());
            Streams.open(plan, descriptors, opened);
            Fd control = opened.hold(folder.control());
            Fd notifications = opened.hold(folder.notifications());
            descriptors.put(Descriptor.CONTROL, control);
            descriptors.put(Descriptor.NOTIFY, notifications);
            descriptors.put(Descriptor.STATUS, opened.lend(folder.status()));
            descriptors.put(Descriptor.LOCK, opened.lend(folder.lock()));
            int pid = start(descriptors, opened, new Steering(script, builder.starter(), folder, prepare));
            opened.keep();
            return new Launch(control, notifications, Optional.of(pid));
        }
    }

    private record Steering(Script script, int starter, RunFolder folder, Consumer<Path> prepare) {}

    private int start(Map<Descriptor, Fd> descriptors, Opened opened, Steering steering) {
        Fd[] barrier = kernel.descriptors().pipe();
        Fd[] progress = kernel.descriptors().pipe();
        opened.lend(progress[0]);
        opened.lend(barrier[1]);
        descriptors.put(Descriptor.BARRIER, opened.lend(barrier[0]));
        descriptors.put(Descriptor.PROGRESS, opened.lend(progress[1]));
        int pid = monitor.start(descriptors);
        try {
            progress[1].close();
            awaitStep(progress[0], steering);
            steering.prepare().accept(root(steering));
            kernel.descriptors().write(barrier[1], ByteBuffer.allocateDirect(1));
            awaitStep(progress[0], steering);
            return pid;
        } catch (RuntimeException e) {
            barrier[1].close();
            steering.folder().dismissMonitor();
            monitor.reap(pid);
            throw e;
        }
    }

    /** A path to the root that leads into the starter's mount namespace. */
    private Path root(Steering steering) {
        ByteBuffer word = ByteBuffer.allocateDirect(4).order(ByteOrder.LITTLE_ENDIAN);
        kernel.descriptors().pread(steering.script().memory(), word, steering.starter());
        return Path.of(
                "/proc/" + word.getInt(0) + "/root" + steering.folder().path().resolve("rootfs"));
    }

    private void awaitStep(Fd progress, Steering steering) {
        if (kernel.descriptors().read(progress, ByteBuffer.allocateDirect(1)) == 0) {
            throw steering.script().failure().map(Launcher::failure).orElseGet(() -> new RuntimeLog(steering.folder())
                    .failure());
        }
    }

    private static DriverException failure(Script.Failure failure) {
        boolean isOfSpecification = OF_THE_SPECIFICATION.contains(failure.errno());
        return new DriverException(isOfSpecification ? Kind.INVALID_ARGUMENT : Kind.INTERNAL, failure.message());
    }
}
