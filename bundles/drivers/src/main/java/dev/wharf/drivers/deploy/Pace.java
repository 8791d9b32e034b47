package dev.wharf.drivers.deploy;

import java.time.Duration;

/** When a file is looked at again if nothing happens. */
enum Pace {
    /** When the folders are looked at anyway, for events may get lost. */
    SETTLED(Duration.ofSeconds(5)),
    /** When what hinders may have passed. */
    LATER(Duration.ofSeconds(1)),
    /** When a writer may have ended. */
    SOON(Duration.ofMillis(10));

    private final Duration pause;

    Pace(Duration pause) {
        this.pause = pause;
    }

    Duration pause() {
        return pause;
    }

    /** The faster of the two. */
    Pace or(Pace other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
