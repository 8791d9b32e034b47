package dev.wharf.snapshots;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The number of the way in which snapshots lie on disk, in a file beside them. */
final class StateFormat {
    private static final String CURRENT = "1";

    private StateFormat() {}

    /**
     * Notes the number in a new folder, and checks it in an old one.
     *
     * @throws DriverException UNSUPPORTED for a number that only later releases know, INTERNAL
     */
    static void check(Path stateFolder) {
        Path file = stateFolder.resolve("format");
        try {
            if (Files.notExists(file)) {
                Files.writeString(file, CURRENT + "\n");
            }
            String found = Files.readString(file).strip();
            // A power loss may leave the file empty, as nothing waits for the disk.
            if (!found.isEmpty() && !found.equals(CURRENT)) {
                throw new DriverException(
                        Kind.UNSUPPORTED, stateFolder + " has format " + found + ", this release knows " + CURRENT);
            }
        } catch (IOException e) {
            throw new DriverException(Kind.INTERNAL, "cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
