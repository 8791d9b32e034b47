package dev.wharf.itests.faulty;

import dev.wharf.graphdriver.vfs.VfsProvider;
import dev.wharf.spi.testkit.fault.FaultyGraphProvider;

/** The driver {@code faulty} over {@code vfs}. */
public final class FaultyGraph extends FaultyGraphProvider {

    /** Made by the framework. */
    public FaultyGraph() {
        super("faulty", new VfsProvider());
    }
}
