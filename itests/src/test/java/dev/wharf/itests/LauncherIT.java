package dev.wharf.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands of the distribution. */
@Tag("privileged")
class LauncherIT {
    @TempDir
    Path folder = Path.of("");

    @Test
    void theDaemonTellsWhereItListensWhatItFoundAndHowToStopIt() {
        try (WharfDaemon daemon = WharfDaemon.start()) {
            assertThat(daemon.log())
                    .contains("listens on " + daemon.dockerHost())
                    .contains("graph driver vfs")
                    .contains("exec driver native")
                    .contains("log driver json-file")
                    .contains("Stop it with Ctrl-C or kill " + daemon.pid());
        }
    }

    @Test
    void aStopIsCleanAndGivesEverythingBack() {
        try (WharfDaemon daemon = WharfDaemon.start()) {
            assertThat(daemon.execRoot().resolve("wharfd.pid")).hasContent(Long.toString(daemon.pid()));

            assertThat(daemon.stop()).isZero();

            assertThat(daemon.socket()).doesNotExist();
            assertThat(daemon.execRoot().resolve("wharfd.pid")).doesNotExist();
        }
    }

    @Test
    void theSocketBelongsToRootAndItsGroupAlone() throws IOException {
        try (WharfDaemon daemon = WharfDaemon.start()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(daemon.socket())))
                    .isEqualTo("rw-rw----");
        }
    }

    @Test
    void aSecondDaemonOnTheSameRootsIsRefused() {
        try (WharfDaemon daemon = WharfDaemon.start()) {
            Commands.Result sameRoots =
                    Commands.run(Stream.of(WharfDaemon.commandLine(daemon.root(), List.of()).stream()
                                    .map(word -> word.replace("docker.sock", "other.sock")))
                            .flatMap(words -> words)
                            .toList());
            Commands.Result sameSocket = Commands.run(WharfDaemon.commandLine(daemon.root(), List.of()));

            assertThat(sameRoots.code()).isEqualTo(1);
            assertThat(sameRoots.err()).contains("another wharfd (process " + daemon.pid() + ") uses ");
            assertThat(sameSocket.code()).isEqualTo(1);
            assertThat(sameSocket.err())
                    .contains("a live daemon answers on " + daemon.dockerHost())
                    .contains("-H");
        }
    }

    @Test
    void twoDaemonsRunSideBySide() {
        try (WharfDaemon one = WharfDaemon.start();
                WharfDaemon other = WharfDaemon.start()) {
            assertThat(one.client().get("/_ping").body()).isEqualTo("OK");
            assertThat(other.client().get("/_ping").body()).isEqualTo("OK");
        }
    }

    @Test
    void tcpWorksBesideTheUnixSocket() {
        int port = 2375; // nobody else is on its host
        try (WharfDaemon daemon = WharfDaemon.start("-H", "tcp://127.0.0.1:" + port)) {
            Commands.Result drivers = daemon.host()
                    .run(
                            WharfDaemon.distribution().resolve("bin/wharf").toString(),
                            "-H",
                            "tcp://127.0.0.1:" + port,
                            "drivers");

            assertThat(drivers.text()).contains("KIND", "graph", "json-file");
            assertThat(daemon.log()).contains("listens on tcp://127.0.0.1:" + port);
        }
    }

    @Test
    void theClientFindsTheDaemonByDockerHost() {
        try (WharfDaemon daemon = WharfDaemon.start()) {
            Commands.Result drivers = Commands.run(
                    List.of(WharfDaemon.distribution().resolve("bin/wharf").toString(), "drivers"),
                    Map.of("DOCKER_HOST", daemon.dockerHost()),
                    new byte[0]);

            assertThat(drivers.text().lines())
                    .anySatisfy(line -> assertThat(line).matches("graph +vfs +\\S+ +active.*"));
        }
    }

    @Test
    void anUnknownFlagNamesTheNearestOne() {
        Commands.Result result = Commands.run(WharfDaemon.commandLine(folder, List.of("--stroage-driver", "vfs")));

        assertThat(result.code()).isEqualTo(125);
        assertThat(result.err()).contains("unknown flag: --stroage-driver", "--storage-driver");
    }

    @Test
    void anAddressWithoutItsSchemeIsRefusedWithAHint() {
        Commands.Result result = Commands.run(WharfDaemon.commandLine(folder, List.of("-H", "/run/x.sock")));

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("did you mean unix:///run/x.sock?");
    }

    @Test
    void aSocketThatCannotBeMadeEndsTheDaemonWithAnError() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        Commands.Result result =
                Commands.run(WharfDaemon.commandLine(folder, List.of("-H", "unix://" + file + "/wharf.sock")));

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("cannot listen on").doesNotContain("\tat ");
    }

    @Test
    void aDeployFolderThatOthersCanWriteIsRefused() throws IOException {
        Path deploy = Files.createDirectory(folder.resolve("deploy"));
        Files.setPosixFilePermissions(deploy, PosixFilePermissions.fromString("rwxrwxrwx"));

        Commands.Result result = Commands.run(WharfDaemon.commandLine(folder, List.of()));

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("is refused").contains("chmod go-w");
    }

    @ParameterizedTest
    @MethodSource("javaHomes")
    void theDaemonRunsOnEachJavaOfThisMachine(Path javaHome) {
        try (WharfDaemon daemon = WharfDaemon.startWith(javaHome)) {
            DockerCli docker = new DockerCli(DockerCli.programs().get(0), daemon);

            assertThat(docker.run("run", "--rm", "wharf/hello").text()).startsWith("Ahoy");
        }
    }

    static List<Path> javaHomes() throws IOException {
        try (Stream<Path> homes = Files.list(Path.of("/usr/lib/jvm"))) {
            List<Path> found = new java.util.ArrayList<>();
            for (Path home : homes.filter(one -> Files.isExecutable(one.resolve("bin/java")))
                    .sorted()
                    .toList()) {
                Path real = home.toRealPath();
                if (!found.contains(real)) {
                    found.add(real);
                }
            }
            return found;
        }
    }
}
