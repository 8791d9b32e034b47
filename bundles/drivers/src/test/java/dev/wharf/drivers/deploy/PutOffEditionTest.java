package dev.wharf.drivers.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.drivers.deploy.toy.Throws;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** At the start of the daemon the deploy folder holds a later engine. */
final class PutOffEditionTest {
    private static final String ENGINE = "dev.wharf.engine";

    @TempDir
    Path root;

    private TestFramework framework;
    private Deployment deployment;

    @BeforeEach
    void install() throws Exception {
        framework = TestFramework.puttingOff(root, ENGINE);
        Path shipped = engine("1.0.0").at(root.resolve("engine.jar"));
        framework.context().installBundle("reference:" + shipped.toUri());
        var folders = List.of(new WatchedFolder(framework.deploy(), true));
        deployment =
                new Deployment(framework.context(), folders, new FakeProviders(framework.context()), Clock.systemUTC());
    }

    @AfterEach
    void stop() throws Exception {
        deployment.close();
        framework.stop();
    }

    private static ToyJar engine(String version) {
        return ToyJar.bundle(ENGINE, version).with("Wharf-Exchangeable", "true");
    }

    private List<String> engines() {
        return framework.bundles(ENGINE);
    }

    @Test
    void theLaterOneIsTheOnlyOneThatIsStarted() throws Exception {
        engine("1.1.0").at(framework.deploy().resolve("engine.jar"));
        Thread.sleep(300); // so that it is no news to the deployment

        deployment.start();

        Within.limit(this::engines, List.of("1.0.0 installed", "1.1.0 active"));
    }

    @Test
    void theShippedOneRunsWhenTheLaterOneDoesNotStart() throws Exception {
        engine("1.1.0").running(Throws.class).at(framework.deploy().resolve("engine.jar"));

        deployment.start();

        Within.limit(this::engines, List.of("1.0.0 active", "1.1.0 resolved"));
    }

    @Test
    void theShippedOneRunsWhenTheFileIsNoBundle() throws Exception {
        java.nio.file.Files.writeString(framework.deploy().resolve("engine.jar"), "broken meanwhile");

        deployment.start();

        Within.limit(this::engines, List.of("1.0.0 active"));
        assertThat(deployment.list()).hasSizeLessThan(2);
    }
}
