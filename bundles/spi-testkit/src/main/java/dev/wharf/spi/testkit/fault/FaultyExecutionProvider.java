package dev.wharf.spi.testkit.fault;

import dev.wharf.spi.exec.ExecutionDriver;
import dev.wharf.spi.exec.ExecutionDriverProvider;

/** An execution driver that goes wrong when it is told to. */
public class FaultyExecutionProvider extends FaultyProvider<ExecutionDriver, ExecutionDriverProvider>
        implements ExecutionDriverProvider {

    /** Steered by its file alone. */
    public FaultyExecutionProvider(String name, ExecutionDriverProvider right) {
        this(name, right, new Faults());
    }

    /**
     * Steered by faults and by its file.
     *
     * @param name of the driver
     * @param right a provider that works
     */
    public FaultyExecutionProvider(String name, ExecutionDriverProvider right, Faults faults) {
        super(ExecutionDriverProvider.class, name, right, faults);
    }
}
