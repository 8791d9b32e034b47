package dev.wharf.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpgradedJarTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void theVersionAloneDiffers() throws IOException {
        Path original = folder.resolve("original.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Bundle-Version", "1.0.0");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", "toy");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(original), manifest)) {
            jar.putNextEntry(new ZipEntry("text"));
            jar.write(new byte[] {1, 2, 3});
            jar.closeEntry();
        }

        Path upgraded = UpgradedJar.of(original, "2.0.0", folder.resolve("upgraded.jar"));

        try (JarFile jar = new JarFile(upgraded.toFile())) {
            Attributes main = jar.getManifest().getMainAttributes();
            assertThat(main.getValue("Bundle-Version")).isEqualTo("2.0.0");
            assertThat(main.getValue("Bundle-SymbolicName")).isEqualTo("toy");
            assertThat(jar.getInputStream(jar.getEntry("text")).readAllBytes()).containsExactly(1, 2, 3);
        }
        assertThat(folder.resolve("upgraded.jar.part")).doesNotExist();
    }
}
