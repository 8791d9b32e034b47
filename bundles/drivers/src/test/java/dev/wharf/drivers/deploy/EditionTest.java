package dev.wharf.drivers.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.drivers.deploy.toy.StopsSlowly;
import dev.wharf.drivers.deploy.toy.Throws;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;

final class EditionTest {
    private static final String ENGINE = "dev.wharf.engine";

    @TempDir
    Path root;

    private TestFramework framework;
    private Deployment deployment;

    @BeforeEach
    void start() throws Exception {
        framework = new TestFramework(root);
        framework.launch(engine("1.0.0").at(root.resolve("engine.jar")));
        var folders = List.of(new WatchedFolder(framework.deploy(), true));
        deployment =
                new Deployment(framework.context(), folders, new FakeProviders(framework.context()), Clock.systemUTC());
        deployment.start();
    }

    @AfterEach
    void stop() throws Exception {
        deployment.close();
        framework.stop();
    }

    private static ToyJar engine(String version) {
        return ToyJar.bundle(ENGINE, version).with("Wharf-Exchangeable", "true");
    }

    private Path deploy(String name) {
        return framework.deploy().resolve(name);
    }

    private List<String> engines() {
        return framework.bundles(ENGINE);
    }

    private List<String> list() {
        return deployment.list().stream()
                .map(one ->
                        one.kind() + ' ' + one.name() + ' ' + one.version() + ' ' + one.state() + ' ' + one.reason())
                .toList();
    }

    @Test
    void theOneOfTheHigherVersionRunsAndOneAtATime() throws Exception {
        engine("1.1.0").at(deploy("engine.jar"));
        Within.limit(this::engines, List.of("1.0.0 resolved", "1.1.0 active"));
        Within.limit(this::list, List.of("edition dev.wharf.engine 1.1.0 ACTIVE "));
        engine("1.2.0").at(deploy("other.jar"));
        Within.limit(this::engines, List.of("1.0.0 resolved", "1.1.0 resolved", "1.2.0 active"));

        Files.delete(deploy("other.jar"));
        Within.limit(this::engines, List.of("1.0.0 resolved", "1.1.0 active"));
        Files.delete(deploy("engine.jar"));
        Within.limit(this::engines, List.of("1.0.0 active"));
        Within.limit(this::list, List.of());
    }

    @Test
    void aChangedFileTakesOverWhateverItsVersion() throws Exception {
        engine("1.1.0").at(deploy("engine.jar"));
        Within.limit(this::engines, List.of("1.0.0 resolved", "1.1.0 active"));

        engine("1.2.0").at(deploy("engine.jar"));
        Within.limit(this::engines, List.of("1.0.0 resolved", "1.2.0 active"));
        engine("1.1.0").at(deploy("engine.jar"));
        Within.limit(this::engines, List.of("1.0.0 resolved", "1.1.0 active"));
        engine("0.9.0").at(deploy("engine.jar"));
        Within.limit(this::engines, List.of("1.0.0 active", "0.9.0 resolved"));

        Within.limit(this::list, List.of("edition dev.wharf.engine 0.9.0 STANDBY 1.0.0 runs"));
    }

    @Test
    void theShippedOneStartsWhenTheOtherHasStopped() throws Exception {
        var events = new ConcurrentLinkedQueue<String>();
        framework.context().addBundleListener((SynchronousBundleListener) event -> {
            if (event.getType() == BundleEvent.STARTED || event.getType() == BundleEvent.STOPPED) {
                String what = event.getType() == BundleEvent.STARTED ? "starts" : "has stopped";
                events.add(event.getBundle().getVersion() + " " + what);
            }
        });
        engine("1.1.0").running(StopsSlowly.class).at(deploy("engine.jar"));
        List<String> there = List.of("1.0.0 has stopped", "1.1.0 starts");
        Within.limit(() -> List.copyOf(events), there);

        Files.delete(deploy("engine.jar"));

        List<String> andBack = Stream.concat(there.stream(), Stream.of("1.1.0 has stopped", "1.0.0 starts"))
                .toList();
        Within.limit(() -> List.copyOf(events), andBack);
        Within.limit(this::engines, List.of("1.0.0 active"));
    }

    @Test
    void oneThatDoesNotStartLeavesTheOldOneRunning() throws Exception {
        engine("1.1.0").at(deploy("engine.jar"));
        Within.limit(this::engines, List.of("1.0.0 resolved", "1.1.0 active"));

        engine("1.2.0").running(Throws.class).at(deploy("engine.jar"));

        Within.limit(
                this::list,
                List.of("edition dev.wharf.engine 1.2.0 FAILED it does not start:"
                        + " java.lang.IllegalStateException: no luck; 1.1.0 runs on"));
        Within.limit(this::engines, List.of("1.0.0 resolved", "1.1.0 active", "1.2.0 resolved"));
        engine("1.3.0").at(deploy("engine.jar"));
        Within.limit(this::engines, List.of("1.0.0 resolved", "1.3.0 active"));
    }

    @Test
    void oneThatLacksAPackageStopsNothing() throws Exception {
        engine("1.1.0").with("Import-Package", "org.example.missing").at(deploy("engine.jar"));

        Within.limit(
                this::list,
                List.of("edition dev.wharf.engine 1.1.0 FAILED the bundle needs what is not there:"
                        + " (osgi.wiring.package=org.example.missing); 1.0.0 runs on"));
        assertThat(engines()).containsExactly("1.0.0 active", "1.1.0 installed");
    }
}
