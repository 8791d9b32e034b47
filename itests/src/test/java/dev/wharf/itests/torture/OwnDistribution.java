package dev.wharf.itests.torture;

import dev.wharf.itests.Commands;
import dev.wharf.itests.UpgradedJar;
import dev.wharf.itests.WharfDaemon;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A copy of the distribution, so that shipped drivers can be taken out of it. Daemons that start meanwhile are started from it. */
final class OwnDistribution implements AutoCloseable {
    private static final String PROPERTY = "wharf.distribution";

    private final Path original = WharfDaemon.distribution();
    private final Path copy;

    private OwnDistribution(Path copy) {
        this.copy = copy;
    }

    static OwnDistribution copy() {
        try {
            Path folder = Files.createTempDirectory("wharf-torture");
            OwnDistribution made = new OwnDistribution(folder);
            Commands.run(List.of("cp", "-a", made.original + "/.", folder.toString()))
                    .text();
            System.setProperty(PROPERTY, folder.toString());
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The jar of a shipped bundle; drivers have a folder of their own. */
    Path jar(Target target) {
        return UpgradedJar.shipped(copy, target.artifact());
    }

    /** A folder for what is not in use. */
    Path attic() {
        try {
            return Files.createDirectories(copy.resolve("attic"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        System.setProperty(PROPERTY, original.toString());
        Commands.run(List.of("rm", "-rf", copy.toString())).text();
    }
}
