package dev.wharf.launcher;

import java.util.logging.LogManager;

/**
 * Logs to the very end. The log manager of Java takes all handlers away when the process begins to end, and with them what
 * there is to say about the end.
 */
public final class LastingLogManager extends LogManager {
    private static final String PROPERTY = "java.util.logging.manager";

    private volatile boolean lasts;

    /** Has Java use this log manager. To be called before anything is logged. */
    static void use() {
        System.setProperty(PROPERTY, LastingLogManager.class.getName());
    }

    /** From now on handlers stay. */
    static void last() {
        if (LogManager.getLogManager() instanceof LastingLogManager manager) {
            manager.lasts = true;
        }
    }

    @Override
    public void reset() {
        if (!lasts) {
            super.reset();
        }
    }
}
