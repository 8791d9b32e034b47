package dev.wharf.itests.torture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A bundle as it is, but with another version. */
final class UpgradedJar {
    private UpgradedJar() {}

    /** Reads a jar and writes its like. */
    static byte[] of(Path shipped, String version) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarFile jar = new JarFile(shipped.toFile())) {
            Manifest manifest = jar.getManifest();
            manifest.getMainAttributes().putValue("Bundle-Version", version);
            try (JarOutputStream upgraded = new JarOutputStream(bytes, manifest)) {
                for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                    copy(jar, entries.nextElement(), upgraded);
                }
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(JarFile jar, JarEntry entry, JarOutputStream to) throws IOException {
        if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
            to.putNextEntry(new JarEntry(entry.getName()));
            to.write(jar.getInputStream(entry).readAllBytes());
            to.closeEntry();
        }
    }

    /** Puts a file in its place at once. */
    static void place(byte[] bytes, Path at) {
        try {
            Path draft = at.resolveSibling("." + at.getFileName() + ".new");
            Files.write(draft, bytes);
            Files.move(draft, at, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a file in its place in two parts, as a slow copy does. */
    static void copySlowly(byte[] bytes, Path at) {
        try (var stream = Files.newOutputStream(at)) {
            stream.write(bytes, 0, bytes.length / 2);
            stream.flush();
            Pause.millis(300);
            stream.write(bytes, bytes.length / 2, bytes.length - bytes.length / 2);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
