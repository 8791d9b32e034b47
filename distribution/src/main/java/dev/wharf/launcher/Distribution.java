package dev.wharf.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The unpacked distribution that this process was started from.
 *
 * @param home its folder
 */
record Distribution(Path home) {
    /** System property that {@code bin/wharfd} sets. */
    static final String HOME = "wharf.home";

    /** The one named by the system property. */
    static Distribution running() {
        String home = System.getProperty(HOME);
        if (home == null) {
            throw UsageException.of("the system property " + HOME + " is not set: start bin/wharfd");
        }
        return new Distribution(Path.of(home).toAbsolutePath().normalize());
    }

    /** The version in the manifest of the launcher. */
    static String version() {
        return Optional.ofNullable(Distribution.class.getPackage().getImplementationVersion())
                .orElse("0.0.0");
    }

    Path deployFolder() {
        return home.resolve("deploy");
    }

    Path builtinImage() {
        return home.resolve("images").resolve("hello.tar");
    }

    Path loggingFile() {
        return home.resolve("conf").resolve("logging.properties");
    }

    /** Where the drivers lie that are shipped: they may be taken away and exchanged while the daemon runs. */
    Path driversFolder() {
        return home.resolve("drivers");
    }

    /** The jars below {@code bundles} and {@code drivers}, sorted by name. */
    List<Path> bundles() throws IOException {
        List<Path> jars = new ArrayList<>(jars(home.resolve("bundles")));
        if (Files.isDirectory(driversFolder())) {
            jars.addAll(jars(driversFolder()));
        }
        jars.sort(Comparator.comparing(jar -> Objects.toString(jar.getFileName())));
        return jars;
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> Objects.toString(file.getFileName()).endsWith(".jar"))
                    .toList();
        }
    }
}
