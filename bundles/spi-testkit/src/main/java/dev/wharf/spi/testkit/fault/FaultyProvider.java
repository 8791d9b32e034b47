package dev.wharf.spi.testkit.fault;

import static java.util.Objects.requireNonNull;

import dev.wharf.spi.Driver;
import dev.wharf.spi.DriverContext;
import dev.wharf.spi.DriverOption;
import dev.wharf.spi.DriverProvider;
import dev.wharf.spi.Probe;
import java.util.List;
import java.util.Map;

/**
 * What the faulty providers of all kinds do alike. They are open to be extended by a class without parameters of its
 * constructor, which a bundle can offer.
 *
 * @param <D> the kind of driver
 * @param <P> its provider
 */
public abstract class FaultyProvider<D extends Driver, P extends DriverProvider<D>> implements DriverProvider<D> {
    private final String name;
    private final Faults faults;
    private final P wrapped;

    FaultyProvider(Class<P> type, String name, P right, Faults faults) {
        this.name = requireNonNull(name, "name");
        this.faults = requireNonNull(faults, "faults");
        this.wrapped = Tampering.with(type, right, faults);
    }

    /** The provider that works, tampered with. */
    final P wrapped() {
        return wrapped;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Probe probe(DriverContext context) {
        faults.follow(context.stateFolder());
        return wrapped.probe(context);
    }

    @Override
    public final List<DriverOption> options() {
        return wrapped.options();
    }

    @Override
    public final D open(DriverContext context, Map<String, String> options) {
        faults.follow(context.stateFolder());
        return wrapped.open(context, options);
    }
}
