package dev.wharf.itests.faulty;

import dev.wharf.logdriver.jsonfile.JsonFileProvider;
import dev.wharf.spi.testkit.fault.FaultyLogProvider;

/** The driver {@code faulty} over {@code json-file}. */
public final class FaultyLog extends FaultyLogProvider {

    /** Made by the framework. */
    public FaultyLog() {
        super("faulty", new JsonFileProvider());
    }
}
