package dev.wharf.spi.testkit.fault;

import dev.wharf.spi.log.LogDriver;
import dev.wharf.spi.log.LogDriverProvider;
import java.util.Map;

/** A log driver that goes wrong when it is told to. */
public class FaultyLogProvider extends FaultyProvider<LogDriver, LogDriverProvider> implements LogDriverProvider {

    /** Steered by its file alone. */
    public FaultyLogProvider(String name, LogDriverProvider right) {
        this(name, right, new Faults());
    }

    /**
     * Steered by faults and by its file.
     *
     * @param name of the driver
     * @param right a provider that works
     */
    public FaultyLogProvider(String name, LogDriverProvider right, Faults faults) {
        super(LogDriverProvider.class, name, right, faults);
    }

    @Override
    public final void validate(Map<String, String> options) {
        wrapped().validate(options);
    }
}
