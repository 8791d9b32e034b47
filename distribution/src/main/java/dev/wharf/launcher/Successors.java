package dev.wharf.launcher;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/**
 * Bundles of the daemon of which the deploy folder holds a later version. They are not started here: who watches that folder
 * judges its jars, and starts the one that is to run, so that no engine is started only to be exchanged.
 */
final class Successors {
    /** Framework property with their names, separated by commas. */
    static final String PROPERTY = "wharf.put-off";

    /** Set in the manifest of bundles that a running daemon can exchange. */
    private static final String EXCHANGEABLE = "Wharf-Exchangeable";

    private static final Logger LOG = Logger.getLogger(Successors.class.getName());

    private Successors() {}

    /** The symbolic names of the bundles among these that have a successor. */
    static Set<String> in(Path deployFolder, List<Path> bundles) {
        Map<String, Version> offered = new TreeMap<>();
        jars(deployFolder).forEach(jar -> manifest(jar)
                .ifPresent(attributes -> offered.merge(
                        name(attributes),
                        version(attributes),
                        (one, other) -> one.compareTo(other) > 0 ? one : other)));
        Set<String> names = new TreeSet<>();
        if (!offered.isEmpty()) {
            for (Path bundle : bundles) {
                manifest(bundle)
                        .filter(attributes -> attributes.getValue(EXCHANGEABLE) != null)
                        .filter(attributes -> Optional.ofNullable(offered.get(name(attributes)))
                                .filter(later -> later.compareTo(version(attributes)) > 0)
                                .isPresent())
                        .ifPresent(attributes -> names.add(name(attributes)));
            }
        }
        return names;
    }

    private static Stream<Path> jars(Path folder) {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "*.jar")) {
            Stream.Builder<Path> found = Stream.builder();
            jars.forEach(found::add);
            return found.build();
        } catch (IOException e) {
            LOG.fine(() -> "deploy folder " + folder + ": " + e);
            return Stream.empty();
        }
    }

    /** Empty for what is no bundle; that is told by who watches the folder. */
    private static Optional<Attributes> manifest(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return Optional.ofNullable(file.getManifest())
                    .map(Manifest::getMainAttributes)
                    .filter(attributes -> !name(attributes).isEmpty());
        } catch (IOException e) {
            LOG.fine(() -> jar + ": " + e);
            return Optional.empty();
        }
    }

    private static String name(Attributes attributes) {
        return Optional.ofNullable(attributes.getValue(Constants.BUNDLE_SYMBOLICNAME))
                .map(text -> text.split(";", 2)[0].strip())
                .orElse("");
    }

    private static Version version(Attributes attributes) {
        try {
            return Version.parseVersion(attributes.getValue(Constants.BUNDLE_VERSION));
        } catch (IllegalArgumentException ignored) {
            return Version.emptyVersion; // which is not later than any
        }
    }
}
