package dev.wharf.drivers.registry;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where bundles come from. */
final class Locations {
    private static final String REFERENCE = "reference:";

    private Locations() {}

    /** Whether a bundle with that location, such as {@code file:/deploy/x.jar}, was made of that file. */
    static boolean isOf(String location, Path file) {
        String plain = location.startsWith(REFERENCE) ? location.substring(REFERENCE.length()) : location;
        try {
            URI uri = new URI(plain);
            String path = "file".equals(uri.getScheme()) && uri.getPath() != null ? uri.getPath() : plain;
            return Path.of(path).normalize().equals(file.toAbsolutePath().normalize());
        } catch (URISyntaxException e) {
            return plain.equals(file.toString());
        }
    }
}
