package dev.wharf.engine.exec;

import static java.util.Objects.requireNonNull;

import dev.wharf.spi.exec.ExecutionDriver;
import dev.wharf.spi.exec.Task;
import dev.wharf.spi.exec.TaskProcess;
import java.time.Instant;
import java.util.Optional;

/**
 * Where an exec is in its life: created, starting, running, ended. One whose start fails, or is lost, never runs; one that
 * nobody has started when its container ends is dropped.
 */
sealed interface ExecState {

    /** Nobody has started it. */
    record Created() implements ExecState {}

    /** Its container has ended before anybody started it; nobody can start it any more, not in a later run either. */
    record Dropped() implements ExecState {}

    /** Somebody is starting it. */
    record Starting() implements ExecState {}

    /**
     * Its command is being executed.
     *
     * @param attached as the driver knows it; empty until it was found again after a restart of the daemon
     */
    record Running(Optional<Attached> attached) implements ExecState {
        /** Checks that it is there. */
        public Running {
            requireNonNull(attached, "attached");
        }
    }

    /**
     * A process as a driver that serves, or has served, knows it.
     *
     * @param driver that it belongs to; it must not be called any more once that was exchanged
     * @param task of the container
     * @param process of the exec
     * @param pid of the process
     */
    record Attached(ExecutionDriver driver, Task task, TaskProcess process, int pid) {
        /** Checks all parts. */
        public Attached {
            requireNonNull(driver, "driver");
            requireNonNull(task, "task");
            requireNonNull(process, "process");
        }

        /** A process of a driver that serves, to be called while that is borrowed. */
        static Attached of(ExecutionDriver driver, Task task, TaskProcess process) {
            return new Attached(driver, task, process, process.pid());
        }

        /** Whether it belongs to that very driver. */
        boolean isOf(ExecutionDriver serving) {
            return driver == serving;
        }
    }

    /**
     * It has ended, or could not be started.
     *
     * @param exitCode as a shell has it
     * @param at when
     */
    record Ended(int exitCode, Instant at) implements ExecState {
        /** Checks the instant. */
        public Ended {
            requireNonNull(at, "at");
        }
    }
}
