package dev.wharf.execoci.wrong;

import static java.util.Objects.requireNonNull;

import dev.wharf.execoci.ExecOciProvider;
import dev.wharf.spi.DriverContext;
import dev.wharf.spi.NamedValue;
import dev.wharf.spi.Probe;
import dev.wharf.spi.exec.ExecutionDriver;
import dev.wharf.spi.exec.ExecutionDriverProvider;
import dev.wharf.spi.exec.Stdio;
import dev.wharf.spi.exec.Task;
import dev.wharf.spi.exec.TaskId;
import dev.wharf.spi.exec.TaskSpec;
import dev.wharf.spi.testkit.exec.ExecutionFeature;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A driver with one fault.
 *
 * @param fault what is wrong
 * @param topic the topic with the test
 * @param test the only one of its topic that must fail
 * @param features that the driver claims
 * @param wrap makes the driver wrong
 */
record WrongDriver(
        String fault, String topic, String test, Set<ExecutionFeature> features, UnaryOperator<ExecutionDriver> wrap) {
    static final Set<ExecutionFeature> ALL = EnumSet.allOf(ExecutionFeature.class);

    WrongDriver {
        requireNonNull(fault, "fault");
        requireNonNull(topic, "topic");
        requireNonNull(test, "test");
        features = Set.copyOf(features);
        requireNonNull(wrap, "wrap");
    }

    /** A driver that does not carry out what was specified. */
    static WrongDriver ofSpec(String fault, String topic, String test, UnaryOperator<TaskSpec> change) {
        return of(fault, topic, test, right -> new Wrapping(right, change, UnaryOperator.identity()));
    }

    /** A driver with wrong tasks. */
    static WrongDriver ofTask(String fault, String topic, String test, UnaryOperator<Task> change) {
        return of(fault, topic, test, right -> new Wrapping(right, UnaryOperator.identity(), change));
    }

    static WrongDriver of(String fault, String topic, String test, UnaryOperator<ExecutionDriver> wrap) {
        return new WrongDriver(fault, topic, test, ALL, wrap);
    }

    @Override
    public String toString() {
        return fault;
    }

    /** Opens it. */
    ExecutionDriverProvider provider() {
        return new ExecutionDriverProvider() {
            @Override
            public String name() {
                return "oci";
            }

            @Override
            public Probe probe(DriverContext context) {
                return Probe.supported();
            }

            @Override
            public ExecutionDriver open(DriverContext context, Map<String, String> options) {
                return wrap.apply(new ExecOciProvider().open(context, options));
            }
        };
    }

    /** Changes what goes in and what comes out. */
    static class Wrapping implements ExecutionDriver {
        final ExecutionDriver right;
        private final UnaryOperator<TaskSpec> spec;
        private final UnaryOperator<Task> task;

        Wrapping(ExecutionDriver right, UnaryOperator<TaskSpec> spec, UnaryOperator<Task> task) {
            this.right = right;
            this.spec = spec;
            this.task = task;
        }

        @Override
        public Task create(TaskSpec wanted, Stdio stdio) {
            return task.apply(right.create(spec.apply(wanted), stdio));
        }

        @Override
        public Optional<Task> recover(TaskId id) {
            return right.recover(id).map(task);
        }

        @Override
        public List<TaskId> list() {
            return right.list();
        }

        @Override
        public List<NamedValue> status() {
            return right.status();
        }

        @Override
        public void close() {
            right.close();
        }
    }
}
