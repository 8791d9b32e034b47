package dev.wharf.spi.testkit.fault;

import dev.wharf.spi.volume.VolumeDriver;
import dev.wharf.spi.volume.VolumeDriverProvider;

/** A volume driver that goes wrong when it is told to. */
public class FaultyVolumeProvider extends FaultyProvider<VolumeDriver, VolumeDriverProvider>
        implements VolumeDriverProvider {

    /** Steered by its file alone. */
    public FaultyVolumeProvider(String name, VolumeDriverProvider right) {
        this(name, right, new Faults());
    }

    /**
     * Steered by faults and by its file.
     *
     * @param name of the driver
     * @param right a provider that works
     */
    public FaultyVolumeProvider(String name, VolumeDriverProvider right, Faults faults) {
        super(VolumeDriverProvider.class, name, right, faults);
    }

    @Override
    public final Scope scope() {
        return wrapped().scope();
    }
}
