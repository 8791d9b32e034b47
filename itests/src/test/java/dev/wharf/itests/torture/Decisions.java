package dev.wharf.itests.torture;

import java.util.Random;

/**
 * Random decisions that follow from a seed alone: each step of each stream has a source of its own, so that what happened in
 * one step does not change what is decided in the next.
 *
 * @param seed of the run
 */
record Decisions(long seed) {
    private static final long STREAMS = 1_000_003;
    private static final long STEPS = 7_919;

    /** The source of a step. */
    Random at(int stream, int step) {
        Random mixed = new Random(seed * STREAMS + stream * STEPS + step);
        mixed.nextLong(); // the first numbers of neighbouring seeds resemble one another
        return new Random(mixed.nextLong());
    }
}
