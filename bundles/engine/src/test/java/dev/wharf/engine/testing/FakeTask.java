package dev.wharf.engine.testing;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.exec.ExitStatus;
import dev.wharf.spi.exec.OutOfMemoryNotices;
import dev.wharf.spi.exec.ProcessSpec;
import dev.wharf.spi.exec.RootHandle;
import dev.wharf.spi.exec.Stdio;
import dev.wharf.spi.exec.Task;
import dev.wharf.spi.exec.TaskId;
import dev.wharf.spi.exec.TaskProcess;
import dev.wharf.spi.exec.TaskResources;
import dev.wharf.spi.exec.TaskSpec;
import dev.wharf.spi.exec.TaskStatistics;
import dev.wharf.spi.exec.TaskUsage;
import dev.wharf.spi.exec.TerminalSize;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A task without processes. What it does is in its command: {@code true} ends at once, {@code exit N} with that code,
 * {@code sleep} runs until it gets a signal, {@code deaf} until KILL, {@code undying} for longer, {@code nosuch} and {@code folder} cannot be started.
 */
public final class FakeTask implements Task, TaskResources, TaskStatistics, OutOfMemoryNotices {
    private final TaskSpec spec;
    private final Clock clock;
    private final Consumer<FakeTask> deleted;
    private final Runnable delay;
    private final ReentrantLock lock = new ReentrantLock();
    private final CompletableFuture<ExitStatus> exit = new CompletableFuture<>();
    private final List<Integer> signals = new CopyOnWriteArrayList<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Map<TaskId, FakeExec> execs = new ConcurrentHashMap<>();
    private final AtomicLong used = new AtomicLong();
    private final AtomicInteger inputEnds = new AtomicInteger();
    private volatile Status status = Status.CREATED; // written under lock
    private volatile boolean started;
    private volatile Runnable atStart = () -> {};
    private volatile Optional<Path> root = Optional.empty();
    private volatile Consumer<String> launched = exec -> {};

    FakeTask(TaskSpec spec, Clock clock, Consumer<FakeTask> deleted, Runnable delay) {
        this.delay = delay;
        this.spec = spec;
        this.clock = clock;
        this.deleted = deleted;
    }

    /** What it was made of. */
    public TaskSpec spec() {
        return spec;
    }

    /** The signals that it got. */
    public List<Integer> signals() {
        return List.copyOf(signals);
    }

    /** Lets the first process end. */
    public void end(int code, boolean outOfMemory) {
        become(Status.STOPPED, Status.CREATED, Status.RUNNING, Status.PAUSED, Status.STOPPED);
        execs.values().forEach(exec -> exec.end(137));
        exit.complete(new ExitStatus(code, OptionalInt.empty(), outOfMemory, clock.instant()));
    }

    /** The kernel kills a process other than the first one for lack of memory. */
    public void killForMemory() {
        listeners.forEach(Runnable::run);
    }

    @Override
    public void onOutOfMemory(Runnable told) {
        if (status == Status.STOPPED) {
            throw new DriverException(Kind.NOT_FOUND, "task " + id() + " has ended");
        }
        listeners.add(told);
    }

    @Override
    public TaskId id() {
        return spec.id();
    }

    @Override
    public int pid() {
        return 4242;
    }

    @Override
    public CompletableFuture<ExitStatus> exit() {
        return exit;
    }

    @Override
    public Status status() {
        return status;
    }

    /** Tells when the first process has been let go, on the thread that did it. */
    void onStart(Runnable told) {
        atStart = told;
    }

    @Override
    public boolean wasStarted() {
        return started;
    }

    @Override
    public void start() {
        delay.run();
        List<String> command = spec.process().arguments();
        become(Status.RUNNING, Status.CREATED);
        started = true;
        switch (command.get(0)) {
            case "true" -> end(0, false);
            case "exit" -> end(Integer.parseInt(command.get(1)), false);
            case "nosuch" -> fail(Kind.NOT_FOUND, "exec: \"nosuch\": executable file not found in $PATH");
            case "folder" -> fail(Kind.INVALID_ARGUMENT, "exec: \"folder\": permission denied");
            default -> {
                // runs until it gets a signal
            }
        }
        atStart.run();
    }

    private void fail(Kind kind, String message) {
        end(255, false);
        throw new DriverException(kind, message);
    }

    private void become(Status next, Status... from) {
        lock.lock();
        try {
            if (!List.of(from).contains(status)) {
                throw new DriverException(Kind.FAILED_PRECONDITION, "task " + id() + " is " + status);
            }
            status = next;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void signal(int signal) {
        delay.run();
        if (status == Status.STOPPED) {
            throw new DriverException(Kind.NOT_FOUND, "task " + id() + " has ended");
        }
        signals.add(signal);
        if (heeds(signal) && status != Status.PAUSED) {
            end(128 + signal, false);
        }
    }

    private boolean heeds(int signal) {
        String command = spec.process().arguments().get(0);
        return (signal == 9 && !command.equals("undying")) || (signal == 15 && command.equals("sleep"));
    }

    @Override
    public void signalAll(int signal) {
        signal(signal);
    }

    @Override
    public void resize(TerminalSize size) {
        if (!spec.process().terminal()) {
            throw new DriverException(Kind.FAILED_PRECONDITION, "no terminal");
        }
    }

    @Override
    public void closeStdin() {
        inputEnds.incrementAndGet();
    }

    /** How often its input was ended. */
    public int inputEnds() {
        return inputEnds.get();
    }

    @Override
    public void delete() {
        delay.run();
        if (status != Status.STOPPED) {
            throw new DriverException(Kind.FAILED_PRECONDITION, "task " + id() + " runs");
        }
        deleted.accept(this);
    }

    /** The same task as another version of its driver knows it. */
    FakeTask exchanged() {
        FakeTask other = new FakeTask(spec, clock, deleted, delay);
        other.status = status;
        other.execs.putAll(execs);
        other.launched = launched;
        return other;
    }

    /** Tells the id of each further process that was made, on the thread that makes it, before it is handed over. */
    public void onLaunch(Consumer<String> told) {
        launched = told;
    }

    /** Forgets a further process. */
    public void lose(String exec) {
        execs.remove(new TaskId(exec));
    }

    /** A further process of it. */
    public FakeExec exec(String id) {
        return Optional.ofNullable(execs.get(new TaskId(id))).orElseThrow();
    }

    @Override
    public TaskProcess exec(TaskId id, ProcessSpec process, Stdio stdio) {
        delay.run();
        if (status != Status.RUNNING && status != Status.PAUSED) {
            throw new DriverException(Kind.FAILED_PRECONDITION, "task " + id() + " does not run");
        }
        FakeExec exec = new FakeExec(id, process, clock, gone -> execs.remove(gone.id(), gone));
        exec.start();
        execs.put(id, exec);
        if (status == Status.STOPPED) {
            exec.end(137);
        }
        launched.accept(id.value());
        return exec;
    }

    @Override
    public Optional<TaskProcess> recoverExec(TaskId id) {
        return Optional.ofNullable(execs.get(id));
    }

    @Override
    public List<TaskId> execs() {
        return List.copyOf(execs.keySet());
    }

    /** Shows a folder as the root. */
    public void showRoot(Path folder) {
        root = Optional.of(folder);
    }

    @Override
    public RootHandle root() {
        Path folder = root.orElseThrow(() -> new DriverException(Kind.NOT_FOUND, "task " + id() + " has ended"));
        return new RootHandle() {
            @Override
            public Path path() {
                return folder;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void pause() {
        delay.run();
        become(Status.PAUSED, Status.RUNNING);
    }

    @Override
    public void resume() {
        delay.run();
        become(Status.RUNNING, Status.PAUSED);
        signals.stream().filter(this::heeds).findFirst().ifPresent(signal -> end(128 + signal, false));
    }

    /** Each call finds a second of processor time more. */
    @Override
    public TaskUsage usage() {
        if (status == Status.STOPPED) {
            throw new DriverException(Kind.NOT_FOUND, "task " + id() + " has ended");
        }
        long total = used.addAndGet(1_000_000_000L);
        return new TaskUsage(
                clock.instant(),
                new TaskUsage.Cpu(total, List.of(), 0, total, 0, 0, 0),
                new TaskUsage.Memory(4096, OptionalLong.empty(), 0, OptionalLong.empty(), Map.of()),
                Map.of(),
                OptionalLong.of(1));
    }

    @Override
    public List<Integer> processes() {
        return List.of(pid());
    }
}
