package dev.wharf.drivers.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.osgi.framework.BundleActivator;

/** A jar to be written. */
final class ToyJar {
    private final Map<String, String> headers = new LinkedHashMap<>();
    private Optional<Class<? extends BundleActivator>> activator = Optional.empty();

    /** No bundle. */
    static ToyJar plain() {
        return new ToyJar();
    }

    /** A bundle that does nothing. */
    static ToyJar bundle(String name, String version) {
        return plain().with("Bundle-ManifestVersion", "2")
                .with("Bundle-SymbolicName", name)
                .with("Bundle-Version", version);
    }

    ToyJar with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    /** Lets it run that class when it starts. */
    ToyJar running(Class<? extends BundleActivator> type) {
        activator = Optional.of(type);
        return with("Bundle-Activator", type.getName())
                .with("Import-Package", "org.osgi.framework,dev.wharf.spi,dev.wharf.spi.log");
    }

    /** Writes it beside its place, and moves it there. */
    Path at(Path file) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.write(part, new byte[0]);
        try (OutputStream out = Files.newOutputStream(part)) {
            writeTo(out);
        }
        return Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    void writeTo(OutputStream out) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.forEach(manifest.getMainAttributes()::putValue);
        try (var jar = new JarOutputStream(out, manifest)) {
            if (activator.isPresent()) {
                put(jar, activator.get());
            }
        }
    }

    private static void put(JarOutputStream jar, Class<?> type) throws IOException {
        String name = type.getName().replace('.', '/') + ".class";
        try (InputStream bytes =
                Objects.requireNonNull(type.getResourceAsStream(type.getSimpleName() + ".class"), "class file")) {
            jar.putNextEntry(new JarEntry(name));
            bytes.transferTo(jar);
            jar.closeEntry();
        }
    }
}
