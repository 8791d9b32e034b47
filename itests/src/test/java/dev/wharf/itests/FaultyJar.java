package dev.wharf.itests;

import dev.wharf.spi.testkit.fault.Faults;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Packs a driver of the distribution together with the wrapper that lets it go wrong. */
final class FaultyJar {
    private static final String COMPONENT = "OSGI-INF/faulty.xml";

    private FaultyJar() {}

    /**
     * Writes the bundle. It appears under its name when it is whole.
     *
     * @param provider the wrapper, from package {@code faulty}
     * @param shipped the bundle with the driver that it wraps, such as {@code graphdriver-vfs}
     */
    static void write(Path jar, Class<?> provider, String shipped) {
        Path part = jar.resolveSibling(jar.getFileName() + ".part");
        try (ZipFile original = new ZipFile(UpgradedJar.shipped(shipped).toFile());
                OutputStream file = Files.newOutputStream(part);
                JarOutputStream stream = new JarOutputStream(file, manifest(original, provider))) {
            for (ZipEntry entry : original.stream().toList()) {
                boolean isReplaced = entry.getName().equals(JarFile.MANIFEST_NAME)
                        || entry.getName().startsWith("OSGI-INF/")
                        || entry.isDirectory();
                if (!isReplaced) {
                    put(stream, entry.getName(), original.getInputStream(entry).readAllBytes());
                }
            }
            put(stream, COMPONENT, component(provider).getBytes(StandardCharsets.UTF_8));
            String type = provider.getName().replace('.', '/') + ".class";
            put(stream, type, bytes(provider, type));
            putPackage(stream, Faults.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        move(part, jar);
    }

    private static void move(Path part, Path jar) {
        try {
            Files.move(part, jar, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Class<?> type, String resource) throws IOException {
        try (InputStream in = type.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("no " + resource);
            }
            return in.readAllBytes();
        }
    }

    private static Manifest manifest(ZipFile original, Class<?> provider) throws IOException {
        try (InputStream in = original.getInputStream(original.getEntry(JarFile.MANIFEST_NAME))) {
            Manifest manifest = new Manifest(in);
            manifest.getMainAttributes().putValue("Bundle-SymbolicName", provider.getName());
            manifest.getMainAttributes().putValue("Service-Component", COMPONENT);
            return manifest;
        }
    }

    private static String component(Class<?> provider) {
        String service = Stream.of(provider.getSuperclass().getInterfaces())
                .map(Class::getName)
                .findFirst()
                .orElseThrow();
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="faulty">
                  <property name="driver.name" type="String" value="faulty"/>
                  <service><provide interface="%s"/></service>
                  <implementation class="%s"/>
                </scr:component>
                """
                .formatted(service, provider.getName());
    }

    /** Its classes lie in a folder, or in a jar when the kit was not built together with these tests. */
    private static void putPackage(JarOutputStream stream, Class<?> member) throws IOException {
        Path location = Path.of(URI.create(
                member.getProtectionDomain().getCodeSource().getLocation().toString()));
        String folder = member.getPackageName().replace('.', '/');
        if (Files.isDirectory(location)) {
            putFolder(stream, location.resolve(folder), folder);
            return;
        }
        try (FileSystem jar = FileSystems.newFileSystem(location)) {
            putFolder(stream, jar.getPath(folder), folder);
        }
    }

    private static void putFolder(JarOutputStream stream, Path classes, String folder) throws IOException {
        try (Stream<Path> files = Files.list(classes)) {
            for (Path file : files.toList()) {
                put(stream, folder + "/" + file.getFileName(), Files.readAllBytes(file));
            }
        }
    }

    private static void put(JarOutputStream stream, String name, byte[] bytes) throws IOException {
        stream.putNextEntry(new ZipEntry(name));
        stream.write(bytes);
        stream.closeEntry();
    }
}
