package dev.wharf.drivers.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.osgi.framework.Constants;

/** Finds out why no bundle was made of a file. */
final class JarFault {
    private JarFault() {}

    static String of(Path file) {
        try (var jar = new JarFile(file.toFile())) {
            Manifest manifest = jar.getManifest();
            if (manifest == null) {
                return "it has no manifest";
            }
            return manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME) == null
                    ? "its manifest names no Bundle-SymbolicName"
                    : "it was not installed; is the same bundle there twice? The daemon's log tells more";
        } catch (IOException e) {
            return "it is not a whole jar: " + e.getMessage();
        }
    }
}
