package dev.wharf.drivers.deploy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/**
 * What the manifest of a jar says.
 *
 * @param symbolicName of the bundle
 * @param version of the bundle
 * @param exports the header of exported packages; empty for none
 */
record BundleJar(String symbolicName, Version version, String exports) {

    /**
     * Reads a jar. One that is still being written has no directory, which is at its end.
     *
     * @throws BadJarException when it is not whole, or no bundle
     */
    static BundleJar read(Path file) throws BadJarException {
        try (var jar = new JarFile(file.toFile())) {
            Manifest manifest = jar.getManifest();
            if (manifest == null) {
                throw new BadJarException("it has no manifest");
            }
            return of(manifest.getMainAttributes());
        } catch (IOException | SecurityException e) {
            throw new BadJarException("it is not a whole jar: " + e.getMessage(), e);
        }
    }

    private static BundleJar of(Attributes headers) throws BadJarException {
        String name = header(headers, Constants.BUNDLE_SYMBOLICNAME);
        if (name.isEmpty()) {
            throw new BadJarException("its manifest names no Bundle-SymbolicName");
        }
        String plainName = name.split(";", 2)[0].strip();
        String version = header(headers, Constants.BUNDLE_VERSION);
        try {
            return new BundleJar(plainName, Version.parseVersion(version), header(headers, Constants.EXPORT_PACKAGE));
        } catch (IllegalArgumentException e) {
            throw new BadJarException("its Bundle-Version is no version: " + version, e);
        }
    }

    private static String header(Attributes headers, String name) {
        return Optional.ofNullable(headers.getValue(name)).orElse("").strip();
    }
}
