package dev.wharf.engine.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException;
import dev.wharf.spi.exec.Stdio;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("privileged")
@Timeout(60)
class SpooledOutputsTest {
    private final OutputsFixture fixture;
    private final Path folder;

    SpooledOutputsTest(@TempDir Path root) {
        fixture = new OutputsFixture(root);
        folder = fixture.spec.target().folder();
    }

    @BeforeEach
    void nothingIsThere() {
        assertThat(folder).isEmptyDirectory();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void bothStreamsAreLogged() throws IOException {
        Stdio stdio = fixture.start();
        OutputsFixture.write(stdio.stdout(), "one\ntwo\n");
        OutputsFixture.write(stdio.stderr().orElseThrow(), "oops\n");

        fixture.end();

        assertThat(fixture.log()).containsExactlyInAnyOrder("1one", "1two", "2oops");
    }

    @Test
    void aSilentContainerLeavesNothingBehind() {
        Stdio stdio = fixture.start();

        assertThat(folder).isEmptyDirectory();
        fixture.end();

        assertThat(folder).isEmptyDirectory();
        assertThat(stdio.stdout().getParent()).doesNotExist();
    }

    /** Such as by a start that is under way when the engine is exchanged. */
    @Test
    void nothingIsOpenedOnceTheEngineHasEnded() throws IOException {
        fixture.outputs.stop();

        assertThatThrownBy(() -> fixture.outputs.open(fixture.spec, () -> true))
                .isInstanceOf(EngineException.Unavailable.class);

        assertThat(openFifos()).isEmpty();
        fixture.restartDaemon();
        Stdio stdio = fixture.start();
        OutputsFixture.write(stdio.stdout(), "one\n");
        fixture.end();
        assertThat(fixture.log()).containsExactly("1one");
    }

    /** The FIFOs of the container that this process has open. */
    private static List<Path> openFifos() throws IOException {
        List<Path> open = new ArrayList<>();
        for (File descriptor : Objects.requireNonNull(new File("/proc/self/fd").listFiles())) {
            try {
                open.add(Files.readSymbolicLink(descriptor.toPath()));
            } catch (NoSuchFileException ignored) {
                // it was closed meanwhile
            }
        }
        open.removeIf(path -> !path.toString().contains(OutputsFixture.ID));
        return open;
    }

    @Test
    void theSpoolIsGoneWhenTheLogIsComplete() throws IOException {
        Stdio stdio = fixture.start();
        OutputsFixture.write(stdio.stdout(), "one\n");

        fixture.end();

        assertThat(fixture.log()).containsExactly("1one");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aLastLineWithoutLineFeedIsLogged() throws IOException {
        Stdio stdio = fixture.start();
        OutputsFixture.write(stdio.stdout(), "one\ntwo");

        fixture.end();

        assertThat(fixture.log()).containsExactly("1one", "1two");
    }

    @Test
    void muchOutputIsLoggedInFull() throws IOException {
        Stdio stdio = fixture.start();
        writeLines(stdio.stdout(), 0, 400_000);

        fixture.end();

        assertThat(fixture.log()).isEqualTo(lines(0, 400_000));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aProcessMayCloseItsOutputAndOpenItAgain() throws IOException {
        Stdio stdio = fixture.start();
        OutputsFixture.write(stdio.stdout(), "one\n");
        OutputsFixture.write(stdio.stdout(), "two\n");

        fixture.end();

        assertThat(fixture.log()).containsExactly("1one", "1two");
    }

    @Test
    void aContainerRunsAgainAndItsLogGoesOn() throws IOException {
        OutputsFixture.write(fixture.start().stdout(), "first\n");
        fixture.end();

        OutputsFixture.write(fixture.start().stdout(), "second\n");
        fixture.end();

        assertThat(fixture.log()).containsExactly("1first", "1second");
    }

    @Test
    void whatIsWrittenWhileTheDaemonIsAwayIsLogged() throws IOException {
        Stdio stdio = fixture.start();
        OutputsFixture.write(stdio.stdout(), "before\nhal");
        fixture.outputs.stop();
        OutputsFixture.write(stdio.stdout(), "f\nmeanwhile\n");

        fixture.restartDaemon();
        fixture.outputs.recover(fixture.spec, () -> true);
        OutputsFixture.write(stdio.stdout(), "after\n");
        fixture.end();

        assertThat(fixture.log()).containsExactly("1before", "1half", "1meanwhile", "1after");
    }

    @Test
    void aContainerThatEndedWhileTheDaemonWasAwayIsLoggedInFull() throws IOException {
        Stdio stdio = fixture.start();
        OutputsFixture.write(stdio.stdout(), "before\n");
        fixture.outputs.stop();
        OutputsFixture.write(stdio.stdout(), "last words");

        fixture.restartDaemon();
        fixture.outputs.recover(fixture.spec, () -> true);
        fixture.end();

        assertThat(fixture.log()).containsExactly("1before", "1last words");
    }

    @Test
    void recoveringAfterTheHostHasRestartedLogsTheSpool() throws IOException {
        Stdio stdio = fixture.start();
        fixture.drivers.leave("memory");
        writeLines(stdio.stdout(), 0, 100);
        OutputsFixture.await(() -> spooled() == 790);
        fixture.outputs.stop();
        Files.delete(stdio.stdout());
        fixture.drivers.arrive("memory", fixture.driver);

        fixture.restartDaemon();
        fixture.outputs.recover(fixture.spec, () -> true);

        assertThat(fixture.log()).isEqualTo(lines(0, 100));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aBatchThatWasLoggedButNotNotedIsNotLoggedTwice() throws IOException {
        Stdio stdio = fixture.start();
        OutputsFixture.write(stdio.stdout(), "one\n");
        awaitLog(1);
        fixture.restartDaemon();
        byte[] noted = Files.readAllBytes(folder.resolve("spool-state"));
        fixture.outputs.recover(fixture.spec, () -> true);
        OutputsFixture.write(stdio.stdout(), "two\nthree\n");
        awaitLog(3);
        fixture.outputs.stop();
        Files.write(folder.resolve("spool-state"), noted);

        fixture.restartDaemon();
        fixture.outputs.recover(fixture.spec, () -> true);
        fixture.end();

        assertThat(fixture.log()).containsExactly("1one", "1two", "1three");
    }

    @Test
    void aLogDriverMayBeSwappedWhileTheContainerWrites() throws IOException {
        Stdio stdio = fixture.start();
        writeLines(stdio.stdout(), 0, 1000);

        fixture.drivers.leave("memory");
        writeLines(stdio.stdout(), 1000, 2000);
        fixture.drivers.arrive("memory", fixture.driver);
        writeLines(stdio.stdout(), 2000, 3000);
        fixture.end();

        assertThat(fixture.log()).isEqualTo(lines(0, 3000));
    }

    @Test
    void aFullDiskDelaysTheLogAndDoublesNothing() throws IOException {
        Stdio stdio = fixture.start();
        fixture.driver.full(true);
        writeLines(stdio.stdout(), 0, 1000);
        awaitLog(1);

        fixture.driver.full(false);
        fixture.end();

        assertThat(fixture.log()).isEqualTo(lines(0, 1000));
    }

    @Test
    void aDaemonThatStopsLeavesAllThatWaitsToTheNextOne() throws IOException {
        Stdio stdio = fixture.start();
        fixture.drivers.leave("memory");
        writeLines(stdio.stdout(), 0, 600_000);
        long written = 600_000L * "line ".length() + digits(600_000) + 600_000;
        OutputsFixture.await(() -> spooled() >= written);

        fixture.restartDaemon();
        fixture.drivers.arrive("memory", fixture.driver);
        fixture.outputs.recover(fixture.spec, () -> true);
        fixture.end();

        assertThat(fixture.log()).isEqualTo(lines(0, 600_000));
    }

    @Test
    void whatADiskHasLostIsLeftOutAndTheRestIsLogged() throws IOException {
        Stdio stdio = fixture.start();
        fixture.drivers.leave("memory");
        writeLines(stdio.stdout(), 0, 900_000);
        long written = 900_000L * "line ".length() + digits(900_000) + 900_000;
        OutputsFixture.await(() -> spooled() >= written);
        fixture.outputs.stop();
        Files.delete(folder.resolve("spool-stdout-" + (4 << 20)));

        fixture.restartDaemon();
        fixture.drivers.arrive("memory", fixture.driver);
        fixture.outputs.recover(fixture.spec, () -> true);
        fixture.end();

        List<String> log = fixture.log();
        assertThat(log.subList(0, 300_000)).isEqualTo(lines(0, 300_000));
        assertThat(log.subList(log.size() - 100_000, log.size())).isEqualTo(lines(800_000, 900_000));
        assertThat(log.size()).isBetween(500_000, 700_000);
    }

    private static long digits(int to) {
        return IntStream.range(0, to)
                .mapToLong(number -> String.valueOf(number).length())
                .sum();
    }

    @Test
    void withoutALogOutputThatNobodyWantsIsDropped() throws IOException {
        try (OutputsFixture none = new OutputsFixture(folder, false, true, "none")) {
            Stdio stdio = none.start();
            writeLines(stdio.stdout(), 0, 400_000);
            none.end();

            assertThat(none.spec.target().folder()).isEmptyDirectory();
        }
    }

    private void awaitLog(int records) {
        OutputsFixture.await(() -> fixture.driver.log(fixture.spec.target()).size() >= records);
    }

    private long spooled() {
        File[] segments =
                fixture.spec.target().folder().toFile().listFiles((parent, name) -> name.startsWith("spool-stdout"));
        return segments == null
                ? 0
                : Stream.of(segments).mapToLong(File::length).sum();
    }

    private static void writeLines(Path fifo, int from, int to) throws IOException {
        StringBuilder text = new StringBuilder();
        IntStream.range(from, to)
                .forEach(number -> text.append("line ").append(number).append('\n'));
        try (OutputStream out = OutputsFixture.writer(fifo)) {
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static List<String> lines(int from, int to) {
        Stream<String> lines = IntStream.range(from, to).mapToObj(number -> "1line " + number);
        return lines.toList();
    }
}
