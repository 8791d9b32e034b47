package dev.wharf.execoci.wrong;

import dev.wharf.spi.exec.ExecutionDriver;
import dev.wharf.spi.exec.Stdio;
import dev.wharf.spi.exec.Task;
import dev.wharf.spi.exec.TaskMount;
import dev.wharf.spi.exec.TaskSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/** Faults of drivers, and of what they carry out. */
final class DriverFaults {
    private static final long LONG_ENOUGH = TimeUnit.MILLISECONDS.toNanos(400);

    private DriverFaults() {}

    /** Cannot be closed twice. */
    static final class ClosesOnce extends WrongDriver.Wrapping {
        private final AtomicBoolean closed = new AtomicBoolean();

        ClosesOnce(ExecutionDriver right) {
            super(right, UnaryOperator.identity(), UnaryOperator.identity());
        }

        @Override
        public void close() {
            if (!closed.compareAndSet(false, true)) {
                throw new IllegalStateException("closed already");
            }
            right.close();
        }
    }

    /** Writes errors to the output. */
    static final class MergesStreams extends WrongDriver.Wrapping {
        MergesStreams(ExecutionDriver right) {
            super(right, UnaryOperator.identity(), UnaryOperator.identity());
        }

        @Override
        public Task create(TaskSpec wanted, Stdio stdio) {
            Stdio merged =
                    new Stdio(stdio.stdin(), stdio.stdout(), stdio.stderr().map(error -> stdio.stdout()));
            return right.create(wanted, merged);
        }
    }

    /** Does not wait with the first process. */
    static final class DoesNotWait extends WrongTask {
        private final AtomicBoolean started = new AtomicBoolean();

        DoesNotWait(Task right) {
            super(right);
            if (right.status() == Status.CREATED) {
                right.start();
                LockSupport.parkNanos(LONG_ENOUGH);
            }
        }

        @Override
        public Status status() {
            return right.status() == Status.RUNNING && !started.get() ? Status.CREATED : right.status();
        }

        @Override
        public void start() {
            if (!started.compareAndSet(false, true)) {
                right.start();
            }
        }
    }

    /** Lets all bound folders be written. */
    static TaskSpec writableBinds(TaskSpec spec) {
        List<TaskMount> mounts = new ArrayList<>();
        for (TaskMount mount : spec.mounts()) {
            boolean isBind = mount.mount().type().equals("bind");
            List<String> options = mount.mount().options().stream()
                    .filter(option -> !option.equals("ro"))
                    .toList();
            mounts.add(isBind ? new TaskMount(Changed.with(mount.mount(), "options", options), mount.target()) : mount);
        }
        return Changed.with(spec, "mounts", mounts);
    }

    /** Allows all devices. */
    static TaskSpec allDevices(TaskSpec spec) {
        var all = new dev.wharf.spi.exec.DeviceRule(
                'a', java.util.OptionalInt.empty(), java.util.OptionalInt.empty(), "rwm");
        return Changed.with(spec, "cgroup", Changed.with(spec.cgroup(), "devices", List.of(all)));
    }

    /** Forgets the filter of one who shall get no new privileges. */
    static TaskSpec filterOrPrivileges(TaskSpec spec) {
        return spec.process().noNewPrivileges()
                ? Changed.with(spec, "process", Changed.with(spec.process(), "seccomp", Optional.empty()))
                : spec;
    }
}
