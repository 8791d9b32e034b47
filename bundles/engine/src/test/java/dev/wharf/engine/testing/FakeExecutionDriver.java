package dev.wharf.engine.testing;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.NamedValue;
import dev.wharf.spi.exec.ExecutionDriver;
import dev.wharf.spi.exec.Stdio;
import dev.wharf.spi.exec.Task;
import dev.wharf.spi.exec.TaskId;
import dev.wharf.spi.exec.TaskSpec;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Runs {@link FakeTask tasks without processes}. */
public final class FakeExecutionDriver implements ExecutionDriver {
    private final Clock clock;
    private final Map<TaskId, FakeTask> tasks = new ConcurrentHashMap<>();
    private final List<String> launched = new CopyOnWriteArrayList<>();
    private volatile Runnable delay = () -> {};
    private volatile Runnable atStart = () -> {};

    /** A driver that tells the time of a clock. */
    public FakeExecutionDriver(Clock clock) {
        this.clock = clock;
    }

    /** Lets each call take its time. */
    public void slow(Runnable by) {
        delay = by;
    }

    /** Tells when a first process has been let go, on the thread that did it. */
    public void onStart(Runnable told) {
        atStart = told;
    }

    /** The ids of all further processes that were made in tasks. */
    public List<String> launched() {
        return List.copyOf(launched);
    }

    /** The task of a container. */
    public FakeTask task(String id) {
        return Optional.ofNullable(tasks.get(new TaskId(id))).orElseThrow();
    }

    /** Knows a task anew, as another version of the driver does. */
    public void exchange(String id) {
        tasks.computeIfPresent(new TaskId(id), (key, task) -> task.exchanged());
    }

    /** Forgets a task, as a restart of the host does. */
    public void lose(String id) {
        tasks.remove(new TaskId(id));
    }

    @Override
    public Task create(TaskSpec spec, Stdio stdio) {
        delay.run();
        FakeTask task = new FakeTask(spec, clock, gone -> tasks.remove(gone.id(), gone), () -> delay.run());
        task.onLaunch(launched::add);
        task.onStart(() -> atStart.run());
        if (tasks.putIfAbsent(spec.id(), task) != null) {
            throw new DriverException(DriverException.Kind.ALREADY_EXISTS, "task " + spec.id() + " exists");
        }
        return task;
    }

    @Override
    public Optional<Task> recover(TaskId id) {
        return Optional.ofNullable(tasks.get(id));
    }

    @Override
    public List<TaskId> list() {
        return List.copyOf(tasks.keySet());
    }

    @Override
    public List<NamedValue> status() {
        return List.of();
    }

    @Override
    public void close() {}
}
