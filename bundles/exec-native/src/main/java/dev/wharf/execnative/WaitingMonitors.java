package dev.wharf.execnative;

import dev.wharf.linux.Fd;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import dev.wharf.linux.launch.MonitorProgram;
import dev.wharf.linux.launch.MonitorProgram.Descriptor;
import dev.wharf.spi.DriverException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one monitor waiting, with a run folder that has all its files: a launch that finds it has half a millisecond less to
 * do. It is made when launches have been quiet for a while, so that many at once are not slowed down by it; those find
 * none, and start their own. Thread-safe.
 */
final class WaitingMonitors implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WaitingMonitors.class);
    private static final long QUIET_MILLIS = 25;

    /** Another version of the driver that still has one waiting there keeps this one from having it, too. */
    private static final String NAME = "next";

    private final Kernel kernel;
    private final MonitorProgram program;
    private final Path path;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(WaitingMonitors::thread);
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable WaitingMonitor waiting; // guarded by lock
    private boolean asked; // guarded by lock
    private boolean closed; // guarded by lock
    private volatile long launchedAt = System.nanoTime();

    /**
     * Removes what a killed daemon has left, and has the first one made soon.
     *
     * @param path folder for the run folders of those who wait
     */
    WaitingMonitors(Kernel kernel, MonitorProgram program, Path path) {
        this.kernel = kernel;
        this.program = program;
        this.path = path;
        RunFolder.allIn(kernel, path).stream()
                .filter(folder -> folder.monitor().isEmpty())
                .forEach(RunFolder::remove);
        launched();
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "exec-native monitors");
        thread.setDaemon(true);
        return thread;
    }

    /** Takes the one that waits, if there is one. */
    Optional<WaitingMonitor> take() {
        lock.lock();
        try {
            Optional<WaitingMonitor> taken = Optional.ofNullable(waiting);
            waiting = null;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** The pid of the one that waits, if there is one. */
    Optional<Integer> pid() {
        lock.lock();
        try {
            return Optional.ofNullable(waiting).map(WaitingMonitor::pid);
        } finally {
            lock.unlock();
        }
    }

    /** Something was launched, or came to nothing: another one is to wait once it is quiet. */
    void launched() {
        launchedAt = System.nanoTime();
        lock.lock();
        try {
            if (waiting == null && !asked && !closed) {
                asked = true;
                schedule(QUIET_MILLIS);
            }
        } finally {
            lock.unlock();
        }
    }

    private void schedule(long millis) {
        try {
            var unused = thread.schedule(this::makeWhenQuiet, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException | OutOfMemoryError e) { // OutOfMemoryError: no thread can be started
            LOG.debug("no monitor will wait", e);
            asked = false;
        }
    }

    private void makeWhenQuiet() {
        long quiet = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - launchedAt);
        lock.lock();
        try {
            if (quiet < QUIET_MILLIS) {
                schedule(QUIET_MILLIS - quiet);
                return;
            }
            asked = false;
            waiting = closed ? null : make();
        } catch (LinuxException | DriverException e) { // nothing is lost: the next launch starts its own
            LOG.debug("no monitor waits", e);
        } finally {
            lock.unlock();
        }
    }

    private WaitingMonitor make() {
        RunFolder folder = RunFolder.in(kernel, path.resolve(NAME));
        folder.create();
        try (Opened opened = new Opened(kernel)) {
            opened.undo(folder::remove);
            Launch launch = new Launch(opened.hold(folder.control()), opened.hold(folder.notifications()), true);
            Fd[] sockets = kernel.sockets().pair();
            Fd ours = opened.hold(sockets[0]);
            Map<Descriptor, Fd> descriptors = new EnumMap<>(Descriptor.class);
            descriptors.put(Descriptor.SCRIPT, opened.lend(sockets[1]));
            MonitorStart.lendFolder(folder, launch, descriptors, opened);
            WaitingMonitor monitor = new WaitingMonitor(program, folder, launch, program.start(descriptors), ours);
            opened.keep();
            return monitor;
        }
    }

    /** Ends the one that waits. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            thread.shutdownNow();
        } finally {
            lock.unlock();
        }
        take().ifPresent(monitor -> {
            monitor.dismiss();
            monitor.folder().remove();
        });
    }
}
