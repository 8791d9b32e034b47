package dev.wharf.drivers.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.drivers.deploy.toy.RegistersDriver;
import dev.wharf.engine.api.driver.DriverDescription;
import dev.wharf.spi.log.LogDriverProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/** What is waited for, and for how long. */
final class ArrivalTest {
    private static final String PROMISE =
            "osgi.service;objectClass:List<String>=\"dev.wharf.spi.log.LogDriverProvider\"";

    @TempDir
    Path root;

    private TestFramework framework;
    private Deployment deployment;

    @BeforeEach
    void start() throws Exception {
        framework = new TestFramework(root);
        deployment = made(Clock.systemUTC());
    }

    @AfterEach
    void stop() throws Exception {
        deployment.close();
        framework.stop();
    }

    private Deployment made(Clock clock) {
        var folders = List.of(new WatchedFolder(framework.deploy(), true));
        return new Deployment(framework.context(), folders, new FakeProviders(framework.context()), clock);
    }

    private Deployment started(Clock clock) {
        deployment = made(clock);
        deployment.start();
        return deployment;
    }

    private static ToyJar promising() {
        return ToyJar.bundle("toy", "1.2.3")
                .with("Provide-Capability", PROMISE)
                .with("Import-Package", "dev.wharf.spi,dev.wharf.spi.log,org.osgi.framework");
    }

    private Bundle toy() {
        return Arrays.stream(framework.context().getBundles())
                .filter(bundle -> "toy".equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aFileThatJustArrivedIsGivenTime() throws Exception {
        Files.writeString(framework.deploy().resolve("half.jar"), "PK");

        started(Clock.systemUTC());

        assertThat(deployment.list()).isEmpty();
        Within.limit(() -> deployment.list().size(), 1);
    }

    @Test
    void allHaveArrivedWhenEachFileIsABundleAndEachPromiseIsKept() throws Exception {
        promising().at(framework.deploy().resolve("toy.jar"));
        started(Clock.systemUTC());
        Within.limit(() -> framework.bundles("toy"), List.of("1.2.3 active"));
        assertThat(deployment.allArrived()).isFalse();

        toy().getBundleContext().registerService(LogDriverProvider.class, new RegistersDriver(), null);

        assertThat(deployment.allArrived()).isTrue();
    }

    @Test
    void aBundleThatPromisesADriverAndRegistersNoneIsBroken() throws Exception {
        promising().at(framework.deploy().resolve("toy.jar"));
        started(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1)));

        Within.limit(
                deployment::list,
                List.of(new DriverDescription(
                        "",
                        "toy.jar",
                        "1.2.3",
                        DriverDescription.State.FAILED,
                        false,
                        "the bundle registered no driver; a reference of its component may lack a service")));
    }

    @Test
    void aBundleFromElsewhereIsWaitedForToo() throws Exception {
        framework.launch(promising().at(root.resolve("toy.jar")));

        assertThat(started(Clock.systemUTC()).allArrived()).isFalse();
    }

    @Test
    void nothingIsWaitedForWhereThereIsNothing() {
        started(Clock.systemUTC());

        Within.limit(deployment::allArrived, true);
    }

    @Test
    void aFileThatNeverBecomesABundleIsNotWaitedForLong() throws Exception {
        Files.writeString(framework.deploy().resolve("half.jar"), "PK");

        assertThat(started(Clock.systemUTC()).allArrived()).isFalse();
        deployment.close();
        assertThat(started(new Leap()).allArrived()).isTrue();
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
}
