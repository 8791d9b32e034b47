package dev.wharf.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docker-compose 1.29, where the distribution has it and {@code ./wharf test} installs it, with a file of version 1. */
@Tag("privileged")
class ComposeIT {
    private static final String FILE =
            """
            store:
              image: box
              command: sh -c 'while ! [ -e /data/told ]; do sleep 0.1; done; exec talk serve tcp 80'
              volumes:
                - cargo:/data
              expose:
                - "80"
            web:
              image: box
              command: sh -c 'touch /data/told; exec talk serve tcp 8000'
              volumes_from:
                - store
              links:
                - store:hold
              ports:
                - "8080:8000"
            """;

    @TempDir
    Path folder = Path.of("");

    /** Later ones do not read files of version 1. */
    static Stream<String> programs() {
        return Stream.of("/usr/bin/docker-compose")
                .filter(program -> Files.isExecutable(Path.of(program)))
                .filter(program ->
                        Commands.run(List.of(program, "--version")).text().contains(" 1."));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("programs")
    void aFileOfVersionOneIsBroughtUpAndDown(String program) throws IOException {
        Files.writeString(folder.resolve("docker-compose.yml"), FILE);
        try (Talk talk = Talk.build();
                WharfDaemon daemon = WharfDaemon.start()) {
            DockerCli docker = new DockerCli(DockerCli.programs().get(0), daemon);
            docker.runWith(talk.root(), "import", "-", "box").text();

            compose(daemon, program, "up", "-d").text();

            assertThat(talk.callerOf(daemon.host(), "tcp", "127.0.0.1", 8080)).isNotEmpty();
            assertThat(compose(daemon, program, "port", "web", "8000").text()).isEqualTo("0.0.0.0:8080");
            assertThat(compose(daemon, program, "ps", "--services", "--filter", "status=running")
                            .text()
                            .lines())
                    .containsExactlyInAnyOrder("store", "web");
            assertThat(compose(daemon, program, "exec", "-T", "web", "talk", "ask", "tcp", "hold", "80", "hi")
                            .text())
                    .endsWith("hi");
            assertThat(docker.run("volume", "ls", "-q").text()).contains("cargo");

            compose(daemon, program, "stop", "-t", "0").text();
            compose(daemon, program, "start").text();
            assertThat(talk.callerOf(daemon.host(), "tcp", "127.0.0.1", 8080)).isNotEmpty();

            compose(daemon, program, "down", "-t", "0").text();
            assertThat(docker.run("ps", "-aq").text()).isEmpty();
        }
    }

    private Commands.Result compose(WharfDaemon daemon, String program, String... words) {
        List<String> command = new ArrayList<>(List.of(
                program,
                "-p",
                "yard",
                "-f",
                folder.resolve("docker-compose.yml").toString()));
        command.addAll(List.of(words));
        return Commands.run(
                command,
                Map.of("DOCKER_HOST", daemon.dockerHost(), "COMPOSE_API_VERSION", "1.21", "COMPOSE_HTTP_TIMEOUT", "60"),
                new byte[0]);
    }
}
