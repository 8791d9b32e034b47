package dev.wharf.engine.statistics;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Beats at the beginning, by the thread that begins, and whenever a test says so. */
final class ManualMetronome implements Metronome {
    private final List<Runnable> beats = new CopyOnWriteArrayList<>();

    /** Lets a second pass. */
    void beat() {
        beats.forEach(Runnable::run);
    }

    /** How much there is to do each second. */
    int count() {
        return beats.size();
    }

    @Override
    public Runnable start(Runnable beat) {
        beats.add(beat);
        return () -> beats.remove(beat);
    }

    @Override
    public void close() {
        beats.clear();
    }
}
