package dev.wharf.itests;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** Packs compiled classes as a driver bundle, as bnd would do it. */
final class DriverJar {
    private DriverJar() {}

    /**
     * Writes the bundle of a log driver.
     *
     * @param provider with its nested classes; found by Declarative Services
     */
    static void write(Path jar, String symbolicName, String version, Class<?> provider) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream stream = new JarOutputStream(file, manifest(symbolicName, version))) {
            put(stream, "OSGI-INF/toy.xml", component(provider).getBytes(StandardCharsets.UTF_8));
            String folder = provider.getPackageName().replace('.', '/');
            try (Stream<Path> classes = Files.list(location(provider).resolve(folder))) {
                for (Path one : classes.filter(path -> path.toString().endsWith(".class"))
                        .toList()) {
                    put(stream, folder + "/" + one.getFileName(), Files.readAllBytes(one));
                }
            }
        }
    }

    private static Manifest manifest(String symbolicName, String version) {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", symbolicName);
        main.putValue("Bundle-Version", version);
        main.putValue("Import-Package", "dev.wharf.spi;version=\"[1.0,2)\",dev.wharf.spi.log;version=\"[1.0,2)\"");
        main.putValue("Service-Component", "OSGI-INF/toy.xml");
        main.putValue(
                "Require-Capability",
                "osgi.extender;filter:=\"(&(osgi.extender=osgi.component)(version>=1.5.0)(!(version>=2.0.0)))\"");
        return manifest;
    }

    private static String component(Class<?> provider) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="toy">
                  <property name="driver.name" type="String" value="toy"/>
                  <service><provide interface="dev.wharf.spi.log.LogDriverProvider"/></service>
                  <implementation class="%s"/>
                </scr:component>
                """
                .formatted(provider.getName());
    }

    private static Path location(Class<?> type) {
        return Path.of(URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toString()));
    }

    private static void put(JarOutputStream stream, String name, byte[] bytes) throws IOException {
        stream.putNextEntry(new JarEntry(name));
        stream.write(bytes);
        stream.closeEntry();
    }
}
