package dev.wharf.drivers.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.drivers.deploy.toy.Hangs;
import dev.wharf.drivers.deploy.toy.RegistersDriver;
import dev.wharf.drivers.deploy.toy.Throws;
import dev.wharf.engine.api.driver.DriverDescription;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeploymentTest {
    /** Nothing is given time: what is wrong is told at once. */
    private static final Clock LATER = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1));

    @TempDir
    Path root;

    private TestFramework framework;
    private FakeProviders providers;
    private Path shipped;
    private Deployment deployment;

    @BeforeEach
    void start() throws Exception {
        framework = new TestFramework(root);
        shipped = Files.createDirectory(root.resolve("drivers"));
        providers = new FakeProviders(framework.context());
        deployment = new Deployment(framework.context(), folders(), providers, LATER);
    }

    @AfterEach
    void stop() throws Exception {
        deployment.close();
        framework.stop();
    }

    private List<WatchedFolder> folders() {
        return List.of(new WatchedFolder(shipped, false), new WatchedFolder(framework.deploy(), true));
    }

    private Path deploy(String name) {
        return framework.deploy().resolve(name);
    }

    private static ToyJar driver(String version) {
        return ToyJar.bundle("toy", version).running(RegistersDriver.class);
    }

    private List<String> toys() {
        return framework.bundles("toy");
    }

    private List<String> faults() {
        return deployment.list().stream()
                .map(one -> one.name() + ": " + one.reason())
                .toList();
    }

    @Test
    void aJarThatIsMovedIntoTheFolderServesAndOneThatIsDeletedGoes() throws Exception {
        deployment.start();

        Path jar = driver("1.0.0").at(deploy("toy.jar"));
        Within.limit(providers::serving, "1.0.0");
        Files.delete(jar);
        Within.limit(this::toys, List.of());
        driver("1.0.0").at(jar);
        Within.limit(providers::serving, "1.0.0");

        assertThat(deployment.list()).isEmpty();
    }

    @Test
    void aJarThatIsWrittenSlowlyIsTakenWhenItIsWhole() throws Exception {
        deployment.start();
        var bytes = new ByteArrayOutputStream();
        driver("1.0.0").writeTo(bytes);
        byte[] all = bytes.toByteArray();
        int half = all.length / 2;

        Files.write(deploy("toy.jar"), Arrays.copyOf(all, half));
        Within.limit(() -> faults().size(), 1);
        assertThat(faults().get(0)).startsWith("toy.jar: it is not a whole jar: ");
        Files.write(deploy("toy.jar"), Arrays.copyOfRange(all, half, all.length), StandardOpenOption.APPEND);

        Within.limit(providers::serving, "1.0.0");
        assertThat(deployment.list()).isEmpty();
    }

    @Test
    void aChangedFileTakesOverAndItsFormerBundleGoes() throws Exception {
        deployment.start();
        driver("1.0.0").at(deploy("toy.jar"));
        Within.limit(providers::serving, "1.0.0");

        driver("1.1.0").at(deploy("toy.jar"));
        Within.limit(this::toys, List.of("1.1.0 active"));
        driver("1.1.0").with("Note", "of the same version").at(deploy("toy.jar"));
        Within.limit(
                () -> providers
                        .servingBundle()
                        .map(bundle -> String.valueOf(bundle.getHeaders().get("Note")))
                        .orElse(""),
                "of the same version");
        driver("0.9.0").at(deploy("toy.jar"));
        Within.limit(this::toys, List.of("0.9.0 active"));
    }

    @Test
    void aChangedFileWhoseDriverFailsLeavesTheFormerOneServing() throws Exception {
        deployment.start();
        driver("1.0.0").at(deploy("toy.jar"));
        Within.limit(providers::serving, "1.0.0");
        providers.fail("1.1.0");
        providers.fail("0.9.0");

        driver("1.1.0").at(deploy("toy.jar"));
        Within.limit(this::toys, List.of("1.0.0 active", "1.1.0 active"));
        assertThat(providers.serving()).isEqualTo("1.0.0");
        driver("0.9.0").at(deploy("toy.jar"));
        Within.limit(this::toys, List.of("1.0.0 active", "0.9.0 active"));
        assertThat(providers.serving()).isEqualTo("1.0.0");
        Files.writeString(deploy("toy.jar"), "garbage");
        Within.limit(() -> faults().size(), 1);
        assertThat(faults().get(0)).endsWith("; its former content serves on");
        assertThat(providers.serving()).isEqualTo("1.0.0");

        driver("1.2.0").at(deploy("toy.jar"));
        Within.limit(this::toys, List.of("1.2.0 active"));
    }

    @Test
    void aChangedFileThatDoesNotStartLeavesTheFormerOneServing() throws Exception {
        deployment.start();
        driver("1.0.0").at(deploy("toy.jar"));
        Within.limit(providers::serving, "1.0.0");

        ToyJar.bundle("toy", "1.1.0").running(Throws.class).at(deploy("toy.jar"));

        Within.limit(
                this::faults,
                List.of("toy.jar: it does not start: java.lang.IllegalStateException: no luck;"
                        + " its former content serves on"));
        assertThat(providers.serving()).isEqualTo("1.0.0");
    }

    @Test
    void anUpgradeIsOneMoreFileAndTheWayBackItsDeletion() throws Exception {
        framework.launch(driver("1.0.0").at(shipped.resolve("toy.jar")));
        deployment.start();

        driver("1.1.0").at(deploy("newer.jar"));
        Within.limit(this::toys, List.of("1.0.0 active", "1.1.0 active"));
        assertThat(providers.serving()).isEqualTo("1.1.0");
        Files.delete(deploy("newer.jar"));
        Within.limit(this::toys, List.of("1.0.0 active"));
        driver("1.0.0").at(deploy("same.jar"));
        Within.limit(this::toys, List.of("1.0.0 active", "1.0.0 active"));

        assertThat(providers.servingBundle().orElseThrow().getLocation()).startsWith("reference:");
    }

    @Test
    void aShippedDriverGoesAndReturnsAndIsChanged() throws Exception {
        Path jar = driver("1.0.0").at(shipped.resolve("toy.jar"));
        framework.launch(jar);
        deployment.start();
        Within.limit(deployment::allArrived, true);
        assertThat(toys()).containsExactly("1.0.0 active");

        Path away = Files.move(jar, root.resolve("toy.jar"));
        Within.limit(this::toys, List.of());
        Files.move(away, jar);
        Within.limit(this::toys, List.of("1.0.0 active"));
        driver("1.1.0").at(jar);
        Within.limit(this::toys, List.of("1.1.0 active"));
    }

    @Test
    void whoeverElseCanWriteToAFileMakesItRefused() throws Exception {
        deployment.start();
        Path jar = driver("1.0.0").at(root.resolve("toy.jar"));
        Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-rw-r--"));
        Path dropped = Files.move(jar, deploy("toy.jar"));

        Within.limit(this::faults, List.of("toy.jar: " + dropped + " is writable by others: chmod go-w " + dropped));
        assertThat(toys()).isEmpty();

        Files.setPosixFilePermissions(dropped, PosixFilePermissions.fromString("rw-r--r--"));
        Within.limit(providers::serving, "1.0.0");
        assertThat(faults()).isEmpty();
    }

    @Test
    void aModeThatChangesExchangesNothing() throws Exception {
        deployment.start();
        Path jar = driver("1.0.0").at(deploy("toy.jar"));
        Within.limit(providers::serving, "1.0.0");
        long before = providers.servingBundle().orElseThrow().getBundleId();

        Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-rw-rw-"));
        Within.limit(() -> faults().size(), 1);
        Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-------"));
        Within.limit(() -> faults().size(), 0);

        assertThat(providers.servingBundle().orElseThrow().getBundleId()).isEqualTo(before);
    }

    @Test
    void nothingIsTakenFromAFolderThatOthersCanWrite() throws Exception {
        driver("1.0.0").at(deploy("old.jar"));
        deployment.start();
        Within.limit(providers::serving, "1.0.0");

        Files.setPosixFilePermissions(framework.deploy(), PosixFilePermissions.fromString("rwxrwxrwx"));
        driver("1.1.0").at(deploy("new.jar"));
        Within.limit(() -> faults().size(), 2);
        assertThat(faults().get(0)).contains("nothing is taken from the folder", "chmod go-w");
        assertThat(faults().get(1)).startsWith("new.jar: nothing is taken from its folder: ");
        Files.delete(deploy("old.jar"));
        Files.delete(deploy("new.jar"));
        Within.limit(() -> faults().size(), 1);
        assertThat(providers.serving()).isEqualTo("1.0.0");

        Files.setPosixFilePermissions(framework.deploy(), PosixFilePermissions.fromString("rwxr-xr-x"));
        Within.limit(this::toys, List.of());
        assertThat(faults()).isEmpty();
    }

    @Test
    void aFolderThatIsAwayChangesNothing() throws Exception {
        driver("1.0.0").at(deploy("toy.jar"));
        deployment.start();
        Within.limit(providers::serving, "1.0.0");

        Path away = Files.move(framework.deploy(), root.resolve("away"));
        Within.limit(() -> faults().size(), 1);
        assertThat(toys()).containsExactly("1.0.0 active");
        Files.move(away, framework.deploy());
        driver("1.1.0").at(deploy("newer.jar"));

        Within.limit(providers::serving, "1.1.0");
        assertThat(toys()).containsExactly("1.0.0 active", "1.1.0 active");
    }

    @Test
    void aLinkIsAsGoodAsItsTarget() throws Exception {
        deployment.start();
        Path target = driver("1.0.0").at(root.resolve("target.jar"));
        Files.createSymbolicLink(deploy("toy.jar"), target);
        Files.createSymbolicLink(deploy("nowhere.jar"), root.resolve("nowhere"));

        Within.limit(providers::serving, "1.0.0");
        Within.limit(this::faults, List.of("nowhere.jar: it is a link that leads nowhere"));
        Path other = driver("1.1.0").at(root.resolve("other.jar"));
        Path link = Files.createSymbolicLink(root.resolve("link.jar"), other);
        Files.move(link, deploy("toy.jar"), StandardCopyOption.ATOMIC_MOVE);
        Within.limit(this::toys, List.of("1.1.0 active"));
    }

    @Test
    void aFolderIsNoJar() throws Exception {
        deployment.start();

        Files.createDirectory(deploy("folder.jar"));

        Within.limit(this::faults, List.of("folder.jar: it is no file"));
    }

    @Test
    void whatNeedsAnotherBundleStartsWhenThatArrives() throws Exception {
        deployment.start();
        driver("1.0.0").with("Require-Bundle", "library").at(deploy("a.jar"));
        Within.limit(() -> faults().size(), 1);
        assertThat(faults().get(0)).startsWith("a.jar: the bundle needs what is not there: ");

        ToyJar.bundle("library", "1.0.0").at(deploy("z.jar"));
        Within.limit(providers::serving, "1.0.0");
        Files.delete(deploy("z.jar"));
        Within.limit(this::toys, List.of("1.0.0 installed"));

        assertThat(framework.bundles("library")).isEmpty();
    }

    @Test
    void aBundleThatHangsOrThrowsHindersNobody() throws Exception {
        deployment.start();
        ToyJar.bundle("hangs", "1.0.0").running(Hangs.class).at(deploy("a.jar"));
        ToyJar.bundle("throws", "1.0.0").running(Throws.class).at(deploy("b.jar"));
        Within.limit(() -> framework.bundles("hangs"), List.of("1.0.0 starting"));

        driver("1.0.0").at(deploy("c.jar"));
        Within.limit(providers::serving, "1.0.0");
        Within.limit(this::faults, List.of("b.jar: it does not start: java.lang.IllegalStateException: no luck"));
        Files.delete(deploy("a.jar"));
        Within.limit(() -> framework.bundles("hangs"), List.of());
    }

    @Test
    void whatTheDaemonIsMadeOfIsNotTaken() throws Exception {
        framework.launch(ToyJar.bundle("dev.wharf.store", "1.0.0").at(root.resolve("store.jar")));
        deployment.start();

        ToyJar.bundle("dev.wharf.store", "1.1.0").at(deploy("store.jar"));
        ToyJar.bundle("toy", "1.0.0")
                .with("Export-Package", "org.example,dev.wharf.spi.log;version=\"1.0\"")
                .at(deploy("toy.jar"));

        Within.limit(() -> faults().size(), 2);
        assertThat(faults().get(0))
                .startsWith(
                        "store.jar: dev.wharf.store 1.1.0 is not taken by a running daemon: it needs a restart of the"
                                + " daemon, which containers survive");
        assertThat(faults().get(1)).isEqualTo("toy.jar: it exports packages of the SPI, which drivers import");
        assertThat(framework.bundles("dev.wharf.store")).containsExactly("1.0.0 active");
    }

    @Test
    void descriptionsOfFaultsBearTheNameOfTheFile() throws Exception {
        deployment.start();
        ToyJar.plain().at(deploy("plain.jar"));
        Files.writeString(deploy("notes.txt"), "not looked at");

        Within.limit(
                deployment::list,
                List.of(new DriverDescription(
                        "",
                        "plain.jar",
                        "",
                        DriverDescription.State.FAILED,
                        false,
                        "its manifest names no Bundle-SymbolicName")));
    }
}
