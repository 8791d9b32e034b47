package dev.wharf.drivers.deploy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** A framework without bundles, with a deploy folder. */
public final class TestFramework {
    private final Path deploy;
    private final Framework framework;

    /** With the log driver {@code good} on the command line. */
    public TestFramework(Path root) throws Exception {
        this(root, "good");
    }

    /** With a log driver on the command line. */
    public TestFramework(Path root, String logDriver) throws Exception {
        this(root, logDriver, "");
    }

    private TestFramework(Path root, String logDriver, String putOff) throws Exception {
        this.deploy = Files.createDirectories(root.resolve("deploy"));
        this.framework = new FrameworkFactory()
                .newFramework(Map.of(
                        "wharf.put-off",
                        putOff,
                        Constants.FRAMEWORK_STORAGE,
                        root.resolve("cache").toString(),
                        Constants.FRAMEWORK_BSNVERSION,
                        Constants.FRAMEWORK_BSNVERSION_MULTIPLE,
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                        "dev.wharf.spi,dev.wharf.spi.log",
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

    /** Whose launcher leaves it to others to start a bundle of that name. */
    static TestFramework puttingOff(Path root, String name) throws Exception {
        return new TestFramework(root, "good", name);
    }

    /** That of the framework itself. */
    public BundleContext context() {
        return framework.getBundleContext();
    }

    /** Where bundles are dropped. */
    public Path deploy() {
        return deploy;
    }

    /** Installs and starts a bundle as the launcher does it. */
    Bundle launch(Path jar) throws BundleException {
        Bundle bundle = context().installBundle("reference:" + jar.toUri());
        bundle.start();
        return bundle;
    }

    /** The bundles of that name, as {@code version state}, the oldest first. */
    List<String> bundles(String name) {
        return Arrays.stream(context().getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .map(bundle -> bundle.getVersion() + " " + state(bundle))
                .toList();
    }

    private static String state(Bundle bundle) {
        return switch (bundle.getState()) {
            case Bundle.ACTIVE -> "active";
            case Bundle.RESOLVED -> "resolved";
            case Bundle.INSTALLED -> "installed";
            case Bundle.STARTING -> "starting";
            default -> "?";
        };
    }

    /** Ends it. */
    public void stop() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(10_000);
    }
}
