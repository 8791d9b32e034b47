package dev.wharf.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientTest {
    @TempDir
    Path folder = Path.of("");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private FakeDaemon daemon;

    @BeforeEach
    void startDaemon() throws IOException {
        daemon = new FakeDaemon(folder.resolve("s"));
    }

    @AfterEach
    void endDaemon() throws IOException {
        daemon.close();
    }

    @Test
    void driversAreListed() {
        daemon.answering(
                "GET /wharf/drivers",
                200,
                "[{\"kind\":\"graph\",\"name\":\"vfs\",\"version\":\"1\",\"state\":\"active\",\"default\":true}]");

        assertThat(run("drivers")).isZero();
        assertThat(out.toString(UTF_8)).contains("graph   vfs    1         active (default)");
    }

    @Test
    void aDriverBecomesTheDefault() {
        daemon.answering("POST /wharf/drivers/default", 204, "");

        assertThat(run("drivers", "default", "graph", "vfs")).isZero();

        assertThat(out.toString(UTF_8)).isEqualTo("The default graph driver is vfs now.\n");
        assertThat(daemon.requests())
                .singleElement()
                .asString()
                .contains("\"kind\":\"graph\"")
                .contains("\"name\":\"vfs\"");
    }

    @Test
    void aRefusedDefaultIsToldWithTheWordsOfTheDaemon() {
        daemon.answering("POST /wharf/drivers/default", 404, "no graph driver zfs serves\n");

        assertThat(run("drivers", "default", "graph", "zfs")).isEqualTo(1);
        assertThat(err.toString(UTF_8)).endsWith(" answers 404: no graph driver zfs serves\n");
    }

    @Test
    void namedContainersAreMoved() {
        daemon.answering("POST /wharf/migrate", 204, "");

        assertThat(run("migrate", "web", "--to", "vfs", "db")).isZero();

        assertThat(out.toString(UTF_8)).isEqualTo("web is kept by vfs now.\ndb is kept by vfs now.\n");
        assertThat(daemon.requests()).hasSize(2);
    }

    @Test
    void withoutNamesAllStoppedContainersAreMoved() {
        daemon.answering(
                        "GET /containers/json?all=1&filters=",
                        200,
                        "[{\"Names\":[\"/a/b\",\"/one\"]},{\"Names\":[\"/two\"]}]")
                .answering("POST /wharf/migrate", 204, "");

        assertThat(run("migrate", "--to=vfs")).isZero();
        assertThat(out.toString(UTF_8)).isEqualTo("one is kept by vfs now.\ntwo is kept by vfs now.\n");
    }

    @Test
    void aContainerThatStaysDoesNotKeepTheOthers() {
        daemon.answering("POST /wharf/migrate {\"container\":\"busy\"", 409, "Container busy is running\n")
                .answering("\"container\":\"busy\"}", 409, "Container busy is running\n")
                .answering("\"container\":\"idle\"}", 204, "")
                .answering("POST /wharf/migrate {\"container\":\"idle\"", 204, "");

        assertThat(run("migrate", "--to", "vfs", "busy", "idle")).isEqualTo(1);

        assertThat(err.toString(UTF_8)).isEqualTo("wharf: busy stays where it was: Container busy is running\n");
        assertThat(out.toString(UTF_8)).isEqualTo("idle is kept by vfs now.\n");
    }

    @Test
    void nothingToMoveIsSaid() {
        daemon.answering("GET /containers/json", 200, "[]");

        assertThat(run("migrate", "--to", "vfs")).isZero();
        assertThat(out.toString(UTF_8)).isEqualTo("There is no stopped container to move.\n");
    }

    @ParameterizedTest
    @CsvSource({
        "drivers default graph, needs a kind and a name",
        "drivers default, needs a kind and a name",
        "drivers default graph vfs more, needs a kind and a name",
        "drivers list, knows 'default' alone",
        "migrate, needs --to",
        "migrate web, needs --to",
        "migrate --to, needs --to",
        "migrate --too vfs, unknown flag: --too",
        "frobnicate, unknown command: frobnicate",
        "drivers -H, -H needs an address"
    })
    void aCommandLineThatMakesNoSenseIsRefused(String line, String message) {
        assertThat(run(line.split(" ", -1))).isEqualTo(UsageException.BAD_FLAGS);
        assertThat(err.toString(UTF_8)).contains(message).contains("wharf --help");
        assertThat(daemon.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "help", "drivers --help", "migrate -h"})
    void helpAsksNobody(String line) {
        assertThat(run(line.split(" ", -1))).isZero();
        assertThat(out.toString(UTF_8)).startsWith("Usage: wharf ");
        assertThat(daemon.requests()).isEmpty();
    }

    @Test
    void aDaemonThatIsNotThereIsNamed() throws IOException {
        daemon.close();

        assertThat(run("drivers")).isEqualTo(1);
        assertThat(err.toString(UTF_8)).startsWith("wharf: cannot ask the daemon at " + daemon.address() + ": ");
    }

    private int run(String... arguments) {
        return new Client(daemon.address(), new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8))
                .run(List.of(arguments));
    }
}
