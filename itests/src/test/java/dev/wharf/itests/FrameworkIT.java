package dev.wharf.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.systemPackages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.nat.internal.NativeTestContainer;
import org.ops4j.pax.exam.spi.PaxExamRuntime;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;

/** The bundles of the distribution, in a framework inside this process: each resolves, and the services appear. */
@Tag("privileged")
class FrameworkIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final List<String> SERVICES = List.of(
            "dev.wharf.store.Store",
            "dev.wharf.drivers.DriverRegistry",
            "dev.wharf.engine.api.driver.DriverService",
            "dev.wharf.engine.api.image.ImageService",
            "dev.wharf.engine.api.container.ContainerService",
            "dev.wharf.engine.api.event.EventService",
            "dev.wharf.engine.api.system.SystemService",
            "dev.wharf.spi.graph.GraphDriverProvider",
            "dev.wharf.spi.exec.ExecutionDriverProvider",
            "dev.wharf.spi.log.LogDriverProvider");

    @TempDir
    Path root = Path.of("");

    private NativeTestContainer container;

    @BeforeEach
    void boot() throws IOException {
        container = (NativeTestContainer) PaxExamRuntime.createContainer(
                PaxExamRuntime.createServerSystem(options().toArray(Option[]::new)));
        container.start();
    }

    @AfterEach
    void stop() {
        container.stop();
    }

    @Test
    void theServicesAppear() {
        assertThat(SERVICES).allSatisfy(name -> Await.until(name, LIMIT, () -> isThere(name), this::states));
    }

    @Test
    void eachBundleRunsOrIsALibraryThatResolves() {
        Await.until("the listeners", LIMIT, () -> Files.exists(root.resolve("docker.sock")), this::states);

        assertThat(wharfBundles()).hasSizeGreaterThan(10).allSatisfy(one -> assertThat(one.getState())
                .as(one.getSymbolicName())
                .isEqualTo(Bundle.ACTIVE));
    }

    private List<Option> options() throws IOException {
        List<Option> options = new ArrayList<>();
        for (String folder : List.of("bundles", "drivers")) {
            try (Stream<Path> jars = Files.list(WharfDaemon.distribution().resolve(folder))) {
                jars.sorted()
                        .forEach(jar ->
                                options.add(bundle("reference:" + jar.toUri()).start()));
            }
        }
        options.add(systemPackages(Stream.of("org.slf4j", "org.slf4j.event", "org.slf4j.helpers", "org.slf4j.spi")
                .map(name -> name + ";version=2.0.20")
                .toArray(String[]::new)));
        property(options, "wharf.data-root", Files.createDirectory(root.resolve("data")));
        property(options, "wharf.exec-root", Files.createDirectory(root.resolve("exec")));
        options.add(frameworkProperty("wharf.bridge").value("none")); // it runs in the network namespace of the host
        property(options, "wharf.deploy-dir", Files.createDirectory(root.resolve("deploy")));
        property(options, "wharf.hosts", "unix://" + root.resolve("docker.sock"));
        return options;
    }

    private static void property(List<Option> options, String name, Object value) {
        options.add(frameworkProperty(name).value(value.toString()));
    }

    private boolean isThere(String name) {
        try {
            Object[] found = context().getAllServiceReferences(name, null);
            return found != null && found.length > 0;
        } catch (InvalidSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private List<Bundle> wharfBundles() {
        return Arrays.stream(context().getBundles())
                .filter(one -> one.getSymbolicName().startsWith("dev.wharf."))
                .toList();
    }

    private String states() {
        return Arrays.stream(context().getBundles())
                .map(one -> one.getSymbolicName() + " " + one.getState())
                .toList()
                .toString();
    }

    private BundleContext context() {
        return container.getSystemBundle().getBundleContext();
    }
}
