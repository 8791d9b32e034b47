package dev.wharf.execnative;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import dev.wharf.linux.launch.ExitWatch;
import dev.wharf.linux.launch.MonitorProgram;
import dev.wharf.linux.launch.MonitorStatus;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.exec.ExitStatus;
import dev.wharf.spi.exec.TaskId;
import dev.wharf.spi.exec.TerminalSize;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process with a monitor. All that it knows is in its run folder and the kernel. Thread-safe. */
final class MonitoredProcess {
    private static final Logger LOG = LoggerFactory.getLogger(MonitoredProcess.class);
    private static final int SIGKILL = 9;

    /** The exit code of what was killed. */
    static final int KILLED = 128 + SIGKILL;

    /**
     * What all processes share.
     *
     * @param kernel of this machine
     * @param monitor reaps
     * @param exits tells about ends
     */
    record Parts(Kernel kernel, MonitorProgram monitor, ExitWatch exits) {}

    /**
     * How it is known.
     *
     * @param id its id
     * @param title what messages call it
     * @param hasTerminal whether it has a terminal
     */
    record Name(TaskId id, String title, boolean hasTerminal) {}

    private final Parts parts;
    private final Name name;
    private final RunFolder folder;
    private final Launch launch;
    private final Function<MonitorStatus, ExitStatus> ending;
    private final int pid;
    private final int monitorPid;
    private final Optional<Fd> pidfd;
    private final CompletableFuture<ExitStatus> exit = new CompletableFuture<>();
    private final ReentrantLock lock = new ReentrantLock();
    private boolean closed; // guarded by lock
    private boolean endIsTold; // used by the thread that tells about ends

    /**
     * Takes over a launch.
     *
     * @param status what its monitor has recorded first
     * @param ending called with what it records last, on the thread that tells about ends
     */
    MonitoredProcess(
            Parts parts,
            Name name,
            RunFolder folder,
            Launch launch,
            Optional<MonitorStatus> status,
            Function<MonitorStatus, ExitStatus> ending) {
        this.parts = parts;
        this.name = name;
        this.folder = folder;
        this.launch = launch;
        this.ending = ending;
        this.pid = status.map(MonitorStatus::pid).orElse(0);
        this.monitorPid = status.map(MonitorStatus::monitor).orElse(0);
        this.pidfd = status.isEmpty() || status.get().wasReaped() ? Optional.empty() : open(pid);
    }

    private Optional<Fd> open(int process) {
        try {
            return Optional.of(parts.kernel().processes().pidfd(process));
        } catch (LinuxException e) {
            if (e.is(Errno.ESRCH) || e.is(Errno.EINVAL)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Begins to wait for the end; it may have come already. The news of one that was just launched are still in the FIFO;
     * those of another may have been taken out of it by an earlier driver.
     */
    void watch() {
        lock.lock();
        try {
            if (!closed) {
                parts.exits().watch(launch.notifications(), this::notified);
            }
        } finally {
            lock.unlock();
        }
        if (!launch.isOwnChild()) {
            checkEnd();
        }
    }

    /** Called again when it fails; the news that it took then are not told a second time. */
    private void notified() {
        Notification news = drain();
        endIsTold |= news == Notification.ENDED;
        if (news == Notification.MONITOR_IS_GONE) {
            checkEnd();
        } else if (endIsTold) {
            folder.readStatus().filter(MonitorStatus::hasEnded).ifPresent(this::complete);
        }
    }

    /** Nothing when all is closed: a listener may still be called once after that. */
    private Notification drain() {
        lock.lock();
        try {
            Notification news =
                    closed ? Notification.NOTHING : Notification.drain(parts.kernel(), launch.notifications());
            if (news == Notification.MONITOR_IS_GONE) {
                parts.exits().unwatch(launch.notifications());
            }
            return news;
        } finally {
            lock.unlock();
        }
    }

    private void checkEnd() {
        if (exit.isDone()) {
            return;
        }
        boolean monitorIsGone = folder.monitor().isEmpty(); // asked first, or its last record could be missed
        Optional<MonitorStatus> status = folder.readStatus();
        if (status.isPresent()
                && (status.get().hasEnded() || (monitorIsGone && status.get().wasReaped()))) {
            complete(status.get());
        } else if (monitorIsGone) {
            exit.completeExceptionally(new DriverException(
                    Kind.UNAVAILABLE, "the monitor of " + name.title() + " is gone, and with it the exit status"));
        }
    }

    private void complete(MonitorStatus status) {
        if (!exit.isDone()) {
            exit.complete(end(status));
        }
    }

    /** The exit is told even when what comes with it fails. */
    private ExitStatus end(MonitorStatus status) {
        try {
            return ending.apply(status);
        } catch (LinuxException e) {
            LOG.error("cannot clear away what {} has left", name.title(), e);
            return exitStatus(status, false);
        }
    }

    /** How a process ended, as its monitor tells it. */
    static ExitStatus exitStatus(MonitorStatus status, boolean outOfMemory) {
        OptionalInt signal = status.signal() == 0 ? OptionalInt.empty() : OptionalInt.of(status.signal());
        return new ExitStatus(status.exitCode(), signal, outOfMemory, status.at());
    }

    TaskId id() {
        return name.id();
    }

    int pid() {
        return pid;
    }

    CompletableFuture<ExitStatus> exit() {
        return exit;
    }

    boolean hasEnded() {
        return exit.isDone();
    }

    /** Whether the process is there, as far as its monitor knows at this moment. */
    boolean isAlive() {
        return !exit.isDone() && folder.monitor().isPresent() && !hasRecordedEnd();
    }

    private boolean hasRecordedEnd() {
        return folder.readStatus().map(MonitorStatus::hasEnded).orElse(false);
    }

    /** Another descriptor of the process, for the caller to close. */
    Fd duplicatePidfd() {
        return parts.kernel().descriptors().duplicate(pidfd.orElseThrow(this::ended));
    }

    void signal(int signal) {
        try {
            parts.kernel().processes().signal(pidfd.orElseThrow(this::ended), signal);
        } catch (LinuxException e) {
            throw e.is(Errno.ESRCH) ? ended() : KernelFault.of(e);
        }
    }

    DriverException ended() {
        return new DriverException(Kind.NOT_FOUND, name.title() + " has ended");
    }

    void resize(TerminalSize size) {
        if (!name.hasTerminal()) {
            throw new DriverException(Kind.FAILED_PRECONDITION, name.title() + " has no terminal");
        }
        if (exit.isDone()) {
            throw ended();
        }
        command('W', size.rows(), size.columns());
    }

    void closeStdin() {
        if (!exit.isDone()) {
            command('I', 0, 0);
        }
    }

    private void command(char command, int first, int second) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(5).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) command)
                .putShort((short) first)
                .putShort((short) second)
                .flip();
        write(bytes);
    }

    private void write(ByteBuffer command) {
        lock.lock();
        try {
            if (!closed) {
                parts.kernel().descriptors().write(launch.control(), command);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Refuses to let go of a process that runs. */
    void requireEnd() {
        if (isAlive()) {
            throw new DriverException(Kind.FAILED_PRECONDITION, name.title() + " runs");
        }
    }

    /**
     * Ends the monitor, and closes what is open in this process.
     *
     * @param meanwhile what is to be done until the monitor has left
     */
    void sweep(Runnable meanwhile) {
        write(MonitorStart.quit());
        meanwhile.run();
        if (launch.isOwnChild() && monitorPid != 0) {
            parts.monitor().reap(monitorPid);
        }
        letGo();
        exit.complete(new ExitStatus(KILLED, OptionalInt.of(SIGKILL), false, Instant.EPOCH));
    }

    /** Closes what is open in this process; the process lives on. */
    void letGo() {
        lock.lock();
        try {
            closed = true;
            parts.exits().unwatch(launch.notifications());
            launch.control().close();
            launch.notifications().close();
            pidfd.ifPresent(Fd::close);
        } finally {
            lock.unlock();
        }
    }
}
