package dev.wharf.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuccessorsTest {
    @TempDir
    Path root;

    private Path deploy;
    private List<Path> bundles;

    @BeforeEach
    void shipped() throws IOException {
        deploy = Files.createDirectory(root.resolve("deploy"));
        bundles = List.of(
                jar(root.resolve("engine.jar"), "engine", "1.2.0", true),
                jar(root.resolve("images.jar"), "images;singleton:=true", "1.2.0", true),
                jar(root.resolve("store.jar"), "store", "1.2.0", false));
    }

    @Test
    void onlyALaterVersionOfWhatCanBeExchangedIsASuccessor() throws IOException {
        jar(deploy.resolve("a.jar"), "engine", "1.10.0", true);
        jar(deploy.resolve("b.jar"), "images", "1.2.0", true);
        jar(deploy.resolve("c.jar"), "store", "2.0.0", true);
        jar(deploy.resolve("d.jar"), "driver", "3.0.0", false);

        assertThat(Successors.in(deploy, bundles)).containsExactly("engine");
    }

    @Test
    void theLatestOfSeveralCounts() throws IOException {
        jar(deploy.resolve("a.jar"), "images", "1.3.0", true);
        jar(deploy.resolve("b.jar"), "images", "1.1.0", true);

        assertThat(Successors.in(deploy, bundles)).containsExactly("images");
    }

    @Test
    void whatIsNoBundleIsNone() throws IOException {
        Files.writeString(deploy.resolve("broken.jar"), "no jar");
        Files.createDirectory(deploy.resolve("folder.jar"));
        jar(deploy.resolve("odd.jar"), "engine", "no version", true);
        new JarOutputStream(Files.newOutputStream(deploy.resolve("empty.jar")), new Manifest()).close();

        assertThat(Successors.in(deploy, bundles)).isEmpty();
    }

    @Test
    void anEmptyFolderAndNoneHaveNone() {
        assertThat(Successors.in(deploy, bundles)).isEmpty();
        assertThat(Successors.in(root.resolve("none"), bundles)).isEmpty();
    }

    private static Path jar(Path path, String name, String version, boolean isExchangeable) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-SymbolicName", name);
        attributes.putValue("Bundle-Version", version);
        if (isExchangeable) {
            attributes.putValue("Wharf-Exchangeable", "true");
        }
        try (OutputStream file = Files.newOutputStream(path)) {
            new JarOutputStream(file, manifest).close();
        }
        return path;
    }
}
