package dev.wharf.drivers.registry;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** A framework without bundles, with a deploy folder that nobody watches. */
final class TestFramework {
    private final Path deploy;
    private final Framework framework;

    /** With the log driver {@code good} on the command line. */
    TestFramework(Path root) throws Exception {
        this(root, "good");
    }

    TestFramework(Path root, String logDriver) throws Exception {
        this.deploy = Files.createDirectories(root.resolve("deploy"));
        this.framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        root.resolve("cache").toString(),
                        "felix.log.level",
                        "0",
                        "wharf.deploy-dir",
                        deploy.toString(),
                        "wharf.data-root",
                        root.resolve("data").toString(),
                        "wharf.exec-root",
                        root.resolve("exec").toString(),
                        "wharf.log-driver",
                        logDriver));
        framework.start();
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    Path deploy() {
        return deploy;
    }

    /** Writes a jar with these manifest headers into the deploy folder. */
    Path jar(String name, Map<String, String> headers) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.forEach(manifest.getMainAttributes()::putValue);
        Path file = deploy.resolve(name);
        try (OutputStream out = Files.newOutputStream(file);
                var jar = new JarOutputStream(out, manifest)) {
            jar.flush();
        }
        return file;
    }

    Bundle install(Path jar) throws BundleException {
        return context().installBundle(jar.toUri().toString());
    }

    void stop() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(10_000);
    }
}
