package dev.wharf.drivers.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.driver.DriverDescription;
import dev.wharf.spi.log.LogDriverProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

final class DeployFolderTest {
    private static final Clock LATER = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1));

    private static final String PROMISE =
            "osgi.service;objectClass:List<String>=\"dev.wharf.spi.log.LogDriverProvider\"";

    @TempDir
    Path root;

    private TestFramework framework;

    @BeforeEach
    void start() throws Exception {
        framework = new TestFramework(root);
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
    }

    private DeployFolder folder(Clock clock) {
        return new DeployFolder(framework.deploy(), framework.context(), service -> true, clock);
    }

    private static Map<String, String> bundle(String... more) {
        var headers = new java.util.LinkedHashMap<>(
                Map.of("Bundle-ManifestVersion", "2", "Bundle-SymbolicName", "toy", "Bundle-Version", "1.2.3"));
        for (int i = 0; i < more.length; i += 2) {
            headers.put(more[i], more[i + 1]);
        }
        return headers;
    }

    private static DriverDescription failed(String file, String version, String reason) {
        return new DriverDescription("", file, version, DriverDescription.State.FAILED, false, reason);
    }

    @Test
    void aFileThatIsNoJarIsBroken() throws Exception {
        Files.writeString(framework.deploy().resolve("half.jar"), "PK");
        Files.writeString(framework.deploy().resolve("notes.txt"), "not looked at");

        assertThat(folder(LATER).broken())
                .singleElement()
                .satisfies(broken -> assertThat(broken.reason()).startsWith("it is not a whole jar: "))
                .extracting(DriverDescription::name)
                .isEqualTo("half.jar");
    }

    @Test
    void aFileThatJustArrivedIsGivenTime() throws Exception {
        Files.writeString(framework.deploy().resolve("half.jar"), "PK");

        assertThat(folder(Clock.systemUTC()).broken()).isEmpty();
    }

    @Test
    void aJarThatIsNoBundleIsBroken() throws Exception {
        framework.jar("plain.jar", Map.of());

        assertThat(folder(LATER).broken())
                .containsExactly(failed("plain.jar", "", "its manifest names no Bundle-SymbolicName"));
    }

    @Test
    void aBundleThatLacksAPackageIsBroken() throws Exception {
        Bundle bundle = framework.install(
                framework.jar("toy.jar", bundle("Import-Package", "dev.wharf.spi.graph;version=\"[9,10)\"")));
        assertThatThrownBy(bundle::start).isInstanceOf(BundleException.class);

        assertThat(folder(LATER).broken())
                .containsExactly(failed(
                        "toy.jar",
                        "1.2.3",
                        "the bundle needs what is not there:"
                                + " (&(osgi.wiring.package=dev.wharf.spi.graph)(version>=9.0.0)(!(version>=10.0.0)))"));
    }

    @Test
    void aBundleThatPromisesADriverAndRegistersNoneIsBroken() throws Exception {
        framework
                .install(framework.jar("toy.jar", bundle("Provide-Capability", PROMISE)))
                .start();

        assertThat(folder(LATER).broken())
                .extracting(DriverDescription::reason)
                .containsExactly("the bundle registered no driver; a reference of its component may lack a service");
    }

    @Test
    void aBundleThatRunsIsNotBroken() throws Exception {
        framework.install(framework.jar("toy.jar", bundle())).start();

        assertThat(folder(LATER).broken()).isEmpty();
    }

    @Test
    void allHaveArrivedWhenEachFileIsABundleAndEachPromiseIsKept() throws Exception {
        DeployFolder folder = folder(Clock.systemUTC());
        Path jar = framework.jar("toy.jar", bundle("Provide-Capability", PROMISE));
        assertThat(folder.allArrived()).isFalse();
        Bundle bundle = framework.install(jar);
        assertThat(folder.allArrived()).isFalse();
        bundle.start();
        assertThat(folder.allArrived()).isFalse();

        bundle.getBundleContext().registerService(LogDriverProvider.class, new FakeProvider("toy"), null);

        assertThat(folder.allArrived()).isTrue();
    }

    @Test
    void aBundleFromElsewhereIsWaitedForToo() throws Exception {
        Path jar = framework.jar("toy.jar", bundle("Provide-Capability", PROMISE));
        framework.install(Files.move(jar, root.resolve("toy.jar")));

        assertThat(folder(Clock.systemUTC()).allArrived()).isFalse();
    }

    @Test
    void aFileThatNeverBecomesABundleIsNotWaitedForLong() throws Exception {
        DeployFolder folder = folder(Clock.systemUTC());
        Files.writeString(framework.deploy().resolve("half.jar"), "PK");

        assertThat(folder.allArrived()).isFalse();
        assertThat(folder(new Leap()).allArrived()).isTrue();
    }

    /** A minute passes between any two looks at it. */
    private static final class Leap extends Clock {
        private final AtomicLong minute = new AtomicLong();

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochSecond(60 * minute.incrementAndGet());
        }
    }

    @Test
    void locationsOfAllSortsAreRecognised() {
        Path jar = Path.of("/deploy/a b.jar");

        assertThat(Locations.isOf("file:/deploy/a%20b.jar", jar)).isTrue();
        assertThat(Locations.isOf("reference:file:/deploy/a%20b.jar", jar)).isTrue();
        assertThat(Locations.isOf("/deploy/a b.jar", jar)).isTrue();
        assertThat(Locations.isOf("file:/deploy/b.jar", jar)).isFalse();
        assertThat(Locations.isOf("System Bundle", jar)).isFalse();
    }
}
