package dev.wharf.engine.container;

import static java.util.Objects.requireNonNull;

import dev.wharf.spi.exec.ExecutionDriver;
import dev.wharf.spi.exec.Task;
import dev.wharf.spi.exec.TaskId;
import java.util.Optional;

/**
 * A task as one object of its driver knows it. Once that object was exchanged for another version it must not be called any
 * more, nor may the task; its successor has a task of its own for the same container.
 *
 * @param driver that made or found the task
 * @param id of the task
 * @param task of that driver
 */
public record HeldTask(ExecutionDriver driver, TaskId id, Task task) {
    /** Checks all parts. */
    public HeldTask {
        requireNonNull(driver, "driver");
        requireNonNull(id, "id");
        requireNonNull(task, "task");
    }

    /** Whether the task is of that very driver. */
    public boolean isOf(ExecutionDriver serving) {
        return driver == serving;
    }

    /** The task in a driver that serves; empty when that one does not know it. To be called while the driver is borrowed. */
    public Optional<Task> in(ExecutionDriver serving) {
        return isOf(serving) ? Optional.of(task) : serving.recover(id);
    }
}
