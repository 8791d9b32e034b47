package dev.wharf.itests.faulty;

import dev.wharf.spi.testkit.fault.FaultyVolumeProvider;
import dev.wharf.volume.local.LocalProvider;

/** The driver {@code faulty} over {@code local}. */
public final class FaultyVolume extends FaultyVolumeProvider {

    /** Made by the framework. */
    public FaultyVolume() {
        super("faulty", new LocalProvider());
    }
}
