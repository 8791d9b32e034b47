package dev.wharf.engine.container;

import java.time.Duration;
import java.util.concurrent.Executor;

/** Runs work of the engine, at once or later, on threads of its own. Thread-safe. */
public interface Timer extends Executor {

    /** Runs work after a time. */
    Cancellation later(Duration delay, Runnable work);

    /** Stops; what has not begun is dropped. */
    void close();
}
