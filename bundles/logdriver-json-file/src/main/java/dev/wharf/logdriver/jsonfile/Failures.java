package dev.wharf.logdriver.jsonfile;

import dev.wharf.spi.DriverException;
import java.io.IOException;

/** Turns errors of files into those of drivers. */
final class Failures {
    private Failures() {}

    static DriverException of(String what, IOException e) {
        String why = String.valueOf(e.getMessage());
        boolean full = why.contains("No space left on device") || why.contains("Disk quota exceeded");
        var kind = full ? DriverException.Kind.EXHAUSTED : DriverException.Kind.INTERNAL;
        return new DriverException(kind, what + ": " + why, e);
    }
}
