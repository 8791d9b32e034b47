package dev.wharf.spi.testkit.fault;

import dev.wharf.spi.graph.GraphDriver;
import dev.wharf.spi.graph.GraphDriverProvider;

/** A graph driver that goes wrong when it is told to. */
public class FaultyGraphProvider extends FaultyProvider<GraphDriver, GraphDriverProvider>
        implements GraphDriverProvider {

    /** Steered by its file alone. */
    public FaultyGraphProvider(String name, GraphDriverProvider right) {
        this(name, right, new Faults());
    }

    /**
     * Steered by faults and by its file.
     *
     * @param name of the driver
     * @param right a provider that works
     */
    public FaultyGraphProvider(String name, GraphDriverProvider right, Faults faults) {
        super(GraphDriverProvider.class, name, right, faults);
    }
}
