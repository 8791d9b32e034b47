package dev.wharf.itests;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A bundle of the distribution as if it were of another version. */
public final class UpgradedJar {
    private static final List<String> FOLDERS = List.of("drivers", "bundles");

    private UpgradedJar() {}

    /**
     * Writes a copy that differs in its Bundle-Version alone. It appears under its name when it is whole.
     *
     * @param shippedJar the original
     * @param version such as {@code 0.2.0}
     * @param target the file to make, or to put in the place of one that is there
     * @return the target
     */
    public static Path of(Path shippedJar, String version, Path target) {
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            copy(shippedJar, version, part);
            return Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The jar of the distribution under test, among its drivers or bundles, such as that of {@code graphdriver-vfs}. */
    public static Path shipped(String name) {
        return shipped(WharfDaemon.distribution(), name);
    }

    /** The jar of a distribution, or of a copy of one. */
    public static Path shipped(Path distribution, String name) {
        return FOLDERS.stream()
                .map(distribution::resolve)
                .filter(Files::isDirectory)
                .flatMap(UpgradedJar::files)
                .filter(file -> Objects.toString(file.getFileName()).matches("wharf-" + name + "-[0-9].*\\.jar"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the distribution has no " + name));
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path shippedJar, String version, Path target) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(shippedJar));
                ZipInputStream entries = new ZipInputStream(in);
                OutputStream out = Files.newOutputStream(target);
                JarOutputStream copy = new JarOutputStream(out, manifest(shippedJar, version))) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
                    copy.putNextEntry(new ZipEntry(entry.getName()));
                    entries.transferTo(copy);
                    copy.closeEntry();
                }
            }
        }
    }

    private static Manifest manifest(Path jar, String version) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = new Manifest(file.getManifest());
            manifest.getMainAttributes().putValue("Bundle-Version", version);
            return manifest;
        }
    }
}
