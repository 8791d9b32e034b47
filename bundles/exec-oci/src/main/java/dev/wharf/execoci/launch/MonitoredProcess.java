package dev.wharf.execoci.launch;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
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
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/** A process under a monitor. All that it knows is in its run folder and the kernel. Thread-safe. */
public final class MonitoredProcess {

    /**
     * What all share.
     *
     * @param kernel of this machine
     * @param monitor reaps
     * @param exits tells about ends
     */
    public record Parts(Kernel kernel, MonitorProgram monitor, ExitWatch exits) {}

    /** What happens at the end of a process, on the thread of {@link ExitWatch}. */
    @FunctionalInterface
    public interface End {
        /** Ends what the process has left behind; tells whether memory was lacking. */
        boolean clean();
    }

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Parts parts;
    private final Kernel kernel;
    private final String name;
    private final RunFolder folder;
    private final Launch launch;
    private final boolean terminal;
    private final End end;
    private final int pid;
    private final Optional<Fd> pidfd;
    private final CompletableFuture<ExitStatus> exit = new CompletableFuture<>();
    private final ReentrantLock lock = new ReentrantLock();
    private boolean closed; // guarded by lock

    /**
     * Takes over a launched process.
     *
     * @param id for messages
     * @param terminal whether it has one
     * @param end what happens at its end
     */
    public MonitoredProcess(Parts parts, TaskId id, RunFolder folder, Launch launch, boolean terminal, End end) {
        this.parts = parts;
        this.kernel = parts.kernel();
        this.name = "task " + id;
        this.folder = folder;
        this.launch = launch;
        this.terminal = terminal;
        this.end = end;
        this.pid = folder.pid().orElse(0);
        this.pidfd = pid == 0 || folder.readExit().isPresent() ? Optional.empty() : open();
    }

    /** Its number may be another's by now, unless its keeper still waits for it. */
    private Optional<Fd> open() {
        try {
            Fd opened = kernel.processes().pidfd(pid);
            if (folder.readExit().isEmpty() && folder.monitor().isPresent()) {
                return Optional.of(opened);
            }
            opened.close();
            return Optional.empty();
        } catch (LinuxException e) {
            if (e.is(Errno.ESRCH) || e.is(Errno.EINVAL)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Begins to wait for the end; it may have come already. */
    public void watch() {
        lock.lock();
        try {
            if (!closed) {
                parts.exits().watch(launch.notifications(), Flags.EPOLLIN, this::notified);
            }
        } finally {
            lock.unlock();
        }
        checkEnd();
    }

    private void notified() {
        drain();
        checkEnd();
    }

    /** Takes nothing when all is closed: a listener may still be called once after that. */
    private void drain() {
        lock.lock();
        try {
            if (!closed) {
                kernel.descriptors().read(launch.notifications(), ByteBuffer.allocateDirect(64));
            }
        } catch (LinuxException e) {
            if (!e.is(Errno.EAGAIN)) {
                throw e;
            }
        } finally {
            lock.unlock();
        }
    }

    /** The keeper has written how the process ended before its monitor tells that the keeper has ended. */
    private void checkEnd() {
        if (exit.isDone()) {
            return;
        }
        boolean monitorIsGone = folder.monitor().isEmpty(); // asked first, or its last record could be missed
        Optional<MonitorStatus> status = folder.readStatus();
        boolean hasEnded = status.isPresent() && status.get().hasEnded();
        if (!hasEnded && !monitorIsGone) {
            return;
        }
        Optional<ExitRecord> record = folder.readExit();
        if (record.isPresent() && status.isPresent()) {
            complete(record.get(), status.get());
        } else {
            exit.completeExceptionally(new DriverException(
                    Kind.UNAVAILABLE, "the monitor of " + name + " is gone, and with it the exit status"));
        }
    }

    private void complete(ExitRecord record, MonitorStatus status) {
        if (!exit.isDone()) {
            boolean outOfMemory = end.clean();
            exit.complete(new ExitStatus(record.code(), record.signal(), outOfMemory, status.at()));
        }
    }

    /** The process id as the host sees it; 0 when the runtime never told it. */
    public int pid() {
        return pid;
    }

    /** How it ended. */
    public CompletableFuture<ExitStatus> exit() {
        return exit;
    }

    /** Whether it has ended, although its end may not have been told yet. */
    public boolean hasEnded() {
        checkEnd();
        return exit.isDone();
    }

    /** Waits until its end was told, but not for ever. */
    public void awaitEnd() {
        try {
            exit.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DriverException(Kind.CANCELLED, "interrupted while " + name + " was ending", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new DriverException(Kind.INTERNAL, name + " does not end", e);
        }
    }

    /** Sends a signal. */
    public void signal(int signal) {
        try {
            if (exit.isDone()) {
                throw ended();
            }
            kernel.processes().signal(pidfd.orElseThrow(this::ended), signal);
        } catch (LinuxException e) {
            throw e.is(Errno.ESRCH) ? ended() : new DriverException(Kind.INTERNAL, String.valueOf(e.getMessage()), e);
        }
    }

    /** The error of a call that needs a process. */
    public DriverException ended() {
        return new DriverException(Kind.NOT_FOUND, name + " has ended");
    }

    /** Sets the size of the terminal. */
    public void resize(TerminalSize size) {
        if (!terminal) {
            throw new DriverException(Kind.FAILED_PRECONDITION, name + " has no terminal");
        }
        if (exit.isDone()) {
            throw ended();
        }
        command('W', size.rows(), size.columns());
    }

    /** Lets go of the write end of the input. */
    public void closeStdin() {
        command('I', 0, 0);
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
                kernel.descriptors().write(launch.control(), command);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends the monitor and removes the folder. */
    public void sweep() {
        parts.exits().unwatch(launch.notifications());
        folder.dismissMonitor();
        launch.child().ifPresent(parts.monitor()::reap);
        letGo();
        folder.remove();
    }

    /** Closes what is open in this process; the process under the monitor lives on. */
    public void letGo() {
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
