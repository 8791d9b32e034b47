package dev.wharf.engine.statistics;

/** Lets work be done once a second. Thread-safe. */
interface Metronome extends AutoCloseable {

    /**
     * Does work at once and then once a second, all on the same thread.
     *
     * @return what ends it; harmless when repeated
     * @throws dev.wharf.engine.api.EngineException Unavailable after {@link #close}
     */
    Runnable start(Runnable beat);

    /** Ends all work. */
    @Override
    void close();
}
