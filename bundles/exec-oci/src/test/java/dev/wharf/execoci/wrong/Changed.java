package dev.wharf.execoci.wrong;

import dev.wharf.spi.exec.ProcessSpec;
import dev.wharf.spi.exec.TaskSpec;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** Copies of records with one part changed. */
final class Changed {
    private Changed() {}

    /** A copy with another value for a component. */
    static <R extends Record> R with(R record, String name, Object value) {
        RecordComponent[] components = record.getClass().getRecordComponents();
        try {
            Object[] values = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                boolean isChanged = components[i].getName().equals(name);
                values[i] = isChanged ? value : components[i].getAccessor().invoke(record);
            }
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            @SuppressWarnings("unchecked") // the class of a record of type R
            Class<R> type = (Class<R>) record.getClass();
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("cannot copy " + record, e);
        }
    }

    /** A copy of a task with another value for a component of its process. */
    static UnaryOperator<TaskSpec> process(String name, Object value) {
        return spec -> with(spec, "process", with(spec.process(), name, value));
    }

    /** A copy of a task with another value for a component. */
    static UnaryOperator<TaskSpec> task(String name, Object value) {
        return spec -> with(spec, name, value);
    }

    /** A process with another value for a component. */
    static UnaryOperator<ProcessSpec> command(String name, Object value) {
        return spec -> with(spec, name, value);
    }
}
