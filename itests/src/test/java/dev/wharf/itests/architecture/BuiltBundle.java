package dev.wharf.itests.architecture;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A bundle as the build left it.
 *
 * @param name of its folder
 * @param folder where it lies
 */
record BuiltBundle(String name, Path folder) {
    private static final Path ROOT = Path.of("").toAbsolutePath().resolve("..").normalize();
    private static final Map<Path, JavaClasses> CLASSES = new ConcurrentHashMap<>();

    static {
        // Names are enough for these tests, and classes of libraries take long to read.
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    }

    /** All bundles of the project. */
    static List<BuiltBundle> all() {
        try (Stream<Path> folders = Files.list(ROOT.resolve("bundles"))) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .map(folder -> new BuiltBundle(folder.getFileName().toString(), folder))
                    .sorted(java.util.Comparator.comparing(BuiltBundle::name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static BuiltBundle of(String name) {
        return new BuiltBundle(name, ROOT.resolve("bundles").resolve(name));
    }

    /** Whether it holds a driver. */
    boolean isDriver() {
        return Stream.of("graphdriver-", "exec-", "logdriver-", "volume-", "network-")
                .anyMatch(name::startsWith);
    }

    /** Its own classes; libraries that it embeds are left out. */
    JavaClasses classes() {
        return CLASSES.computeIfAbsent(
                classFolder(),
                new ClassFileImporter().withImportOption(location -> location.contains("/dev/wharf/"))::importPath);
    }

    /** The packages that it contains, by its classes. */
    Set<String> packages() {
        return classes().stream()
                .map(type -> type.getPackageName())
                .filter(found -> !found.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    Manifest manifest() {
        try (InputStream in = Files.newInputStream(classFolder().resolve("META-INF/MANIFEST.MF"))) {
            return new Manifest(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A header of the manifest; empty when it is not there. */
    String header(String header) {
        return String.valueOf(
                manifest().getMainAttributes().getOrDefault(new java.util.jar.Attributes.Name(header), ""));
    }

    ModuleDescriptor module() {
        try (InputStream in = Files.newInputStream(classFolder().resolve("module-info.class"))) {
            return ModuleDescriptor.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its sources without those of tests. */
    List<Path> sources() {
        try (Stream<Path> files = Files.walk(folder.resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path classFolder() {
        return folder.resolve("target/classes");
    }

    @Override
    public String toString() {
        return name;
    }
}
