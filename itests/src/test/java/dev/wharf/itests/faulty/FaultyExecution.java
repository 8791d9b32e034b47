package dev.wharf.itests.faulty;

import dev.wharf.execnative.ExecNativeProvider;
import dev.wharf.spi.testkit.fault.FaultyExecutionProvider;

/** The driver {@code faulty} over {@code native}. */
public final class FaultyExecution extends FaultyExecutionProvider {

    /** Made by the framework. */
    public FaultyExecution() {
        super("faulty", new ExecNativeProvider());
    }
}
