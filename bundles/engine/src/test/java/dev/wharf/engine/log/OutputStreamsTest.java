package dev.wharf.engine.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.AttachOptions;
import dev.wharf.engine.api.container.Attachment;
import dev.wharf.engine.api.container.LogOptions;
import dev.wharf.engine.api.container.OutputSource;
import dev.wharf.spi.exec.Stdio;
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("privileged")
@Timeout(60)
class OutputStreamsTest {
    private static final AttachOptions LIVE = new AttachOptions(false, true, false, true, true);
    private static final AttachOptions REPLAY = new AttachOptions(true, false, false, true, true);
    private static final AttachOptions ALL = new AttachOptions(true, true, false, true, true);

    private final OutputsFixture fixture;
    private final Path root;
    private final CollectingSink sink = new CollectingSink();

    OutputStreamsTest(@TempDir Path root) {
        this.root = root;
        this.fixture = new OutputsFixture(root);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aClientThatComesBeforeTheStartGetsEverything() throws IOException {
        Attachment attachment = fixture.streams.attach("web", LIVE);
        Stdio stdio = fixture.start();
        OutputsFixture.write(stdio.stdout(), "out\n");
        OutputsFixture.write(stdio.stderr().orElseThrow(), "err");
        fixture.end();

        attachment.copyTo(sink);

        assertThat(sink.stdout()).isEqualTo("out\n");
        assertThat(sink.stderr()).isEqualTo("err");
    }

    @Test
    void aClientGetsOnlyTheStreamsThatItAskedFor() throws IOException {
        Attachment attachment = fixture.streams.attach("web", new AttachOptions(false, true, false, false, true));
        Stdio stdio = fixture.start();
        OutputsFixture.write(stdio.stdout(), "out\n");
        OutputsFixture.write(stdio.stderr().orElseThrow(), "err\n");
        fixture.end();

        attachment.copyTo(sink);

        assertThat(sink.stdout()).isEmpty();
        assertThat(sink.stderr()).isEqualTo("err\n");
    }

    @Test
    void severalClientsAllGetEverything() throws Exception {
        CollectingSink other = new CollectingSink();
        CompletableFuture<Void> first = copying(fixture.streams.attach("web", LIVE), sink);
        CompletableFuture<Void> second = copying(fixture.streams.attach("web", LIVE), other);
        writeLines(fixture.start().stdout(), 0, 50_000);
        fixture.end();

        CompletableFuture.allOf(first, second).get();

        assertThat(sink.stdout()).isEqualTo(lines(0, 50_000));
        assertThat(other.stdout()).isEqualTo(lines(0, 50_000));
    }

    @Test
    void logsAndStreamTogetherHaveNeitherGapNorDouble() throws Exception {
        Stdio stdio = fixture.start();
        writeLines(stdio.stdout(), 0, 20_000);
        CompletableFuture<Void> writer =
                CompletableFuture.runAsync(() -> writeUnchecked(stdio.stdout(), 20_000, 120_000));

        CompletableFuture<Void> copying = copying(fixture.streams.attach("web", ALL), sink);
        writer.get();
        fixture.end();
        copying.get();

        assertThat(sink.stdout()).isEqualTo(lines(0, 120_000));
    }

    @Test
    void aPartOfALineGoesOnLiveAfterTheReplay() throws Exception {
        Stdio stdio = fixture.start();
        OutputsFixture.write(stdio.stdout(), "one\ntw");
        CompletableFuture<Void> copying = copying(fixture.streams.attach("web", ALL), sink);
        OutputsFixture.await(() -> sink.stdout().equals("one\ntw"));

        OutputsFixture.write(stdio.stdout(), "o\nthree");
        fixture.end();
        copying.get();

        assertThat(sink.stdout()).isEqualTo("one\ntwo\nthree");
    }

    @Test
    void aReplayBeforeTheNextStartGoesOnWithThatRun() throws Exception {
        OutputsFixture.write(fixture.start().stdout(), "first\n");
        fixture.end();
        CompletableFuture<Void> copying = copying(fixture.streams.attach("web", ALL), sink);

        OutputsFixture.write(fixture.start().stdout(), "second\n");
        fixture.end();
        copying.get();

        assertThat(sink.stdout()).isEqualTo("first\nsecond\n");
    }

    @Test
    void aRunThatCameAndWentBeforeTheReplayIsInIt() throws Exception {
        OutputsFixture.write(fixture.start().stdout(), "first\n");
        fixture.end();
        Attachment attachment = fixture.streams.attach("web", ALL);
        OutputsFixture.write(fixture.start().stdout(), "second\n");
        fixture.end();

        copying(attachment, sink).get();

        assertThat(sink.stdout()).isEqualTo("first\nsecond\n");
    }

    @Test
    void aReplayAloneEnds() throws IOException {
        OutputsFixture.write(fixture.start().stdout(), "first\n");
        fixture.end();

        fixture.streams.attach("web", REPLAY).copyTo(sink);

        assertThat(sink.stdout()).isEqualTo("first\n");
    }

    @Test
    void closingEndsACopyThatWaits() throws Exception {
        fixture.start();
        Attachment attachment = fixture.streams.attach("web", LIVE);
        CompletableFuture<Void> copying = copying(attachment, sink);

        attachment.close();
        attachment.close();

        assertThat(copying).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void aClientWithoutReadingHoldsNothingOnceItIsClosed() throws IOException {
        Stdio stdio = fixture.start();
        Attachment attachment = fixture.streams.attach("web", LIVE);
        attachment.close();

        writeLines(stdio.stdout(), 0, 3_000_000);
        fixture.end();

        assertThat(fixture.log()).hasSize(3_000_000);
    }

    @Test
    void removingTheContainerEndsThoseWhoWaitForItsStart() {
        CompletableFuture<Void> copying = copying(fixture.streams.attach("web", LIVE), sink);

        fixture.outputs.remove(OutputsFixture.ID);

        assertThat(copying).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void withoutALogTheSlowestClientBlocksTheContainer() throws Exception {
        try (OutputsFixture none = new OutputsFixture(root.resolve("none"), false, true, "none")) {
            Stdio stdio = none.start();
            Attachment attachment = none.streams.attach("web", LIVE);
            CompletableFuture<Void> writer =
                    CompletableFuture.runAsync(() -> writeUnchecked(stdio.stdout(), 0, 3_000_000));

            assertThat(writer).failsWithin(Duration.ofSeconds(2));
            CompletableFuture<Void> copying = copying(attachment, sink);
            writer.get();
            none.end();
            copying.get();

            assertThat(sink.stdout()).isEqualTo(lines(0, 3_000_000));
        }
    }

    @Test
    void inputReachesTheContainerAndItsEndIsPassedOnce() throws Exception {
        CountDownLatch asked = new CountDownLatch(3); // it is told at the third time only
        Attachment attachment = fixture.streams.attach("web", new AttachOptions(false, true, true, true, true));
        OutputStream stdin = attachment.stdin().orElseThrow();
        CompletableFuture<Void> typing = CompletableFuture.runAsync(() -> type(stdin, "x".repeat(200_000)));
        Stdio stdio = fixture.start(() -> {
            asked.countDown();
            return asked.getCount() == 0;
        });

        try (InputStream container = new BufferedInputStream(
                new FileInputStream(stdio.stdin().orElseThrow().toFile()))) {
            byte[] read = container.readNBytes(200_000);
            typing.get();

            assertThat(read).hasSize(200_000).containsOnly('x');
            assertThat(asked.getCount()).isZero();
            assertThat(container.read()).isEqualTo(-1);
        }
    }

    @Test
    void withoutStdinOnceTheEndOfInputDetachesTheClient() throws Exception {
        try (OutputsFixture many = new OutputsFixture(root.resolve("many"), false, false, "memory")) {
            many.start(() -> {
                throw new IllegalStateException("the input of the container must stay open");
            });
            Attachment attachment = many.streams.attach("web", new AttachOptions(false, true, true, true, true));
            CompletableFuture<Void> copying = copying(attachment, sink);

            attachment.stdin().orElseThrow().close();

            assertThat(copying).succeedsWithin(Duration.ofSeconds(10));
        }
    }

    @Test
    void inputToAContainerThatHasEndedFails() throws IOException {
        fixture.start();
        Attachment attachment = fixture.streams.attach("web", new AttachOptions(false, true, true, true, true));
        fixture.end();

        assertThatThrownBy(() -> attachment.stdin().orElseThrow().write('x')).isInstanceOf(IOException.class);
    }

    @Test
    void aPausedContainerRefusesClients() {
        fixture.paused.set(true);

        assertThatThrownBy(() -> fixture.streams.attach("web", LIVE))
                .isInstanceOf(EngineException.Conflict.class)
                .hasMessage("Container web is paused. Unpause the container before attach");
    }

    @Test
    void attachingIsAnEvent() throws InterruptedException {
        fixture.streams.attach("web", LIVE).close();

        assertThat(fixture.heard.next(Duration.ofSeconds(1)).orElseThrow().action())
                .isEqualTo("attach");
    }

    @Test
    void logsAreFollowedUntilTheContainerEnds() throws Exception {
        Stdio stdio = fixture.start();
        OutputsFixture.write(stdio.stdout(), "one\n");
        CompletableFuture<Void> copying = copying(fixture.streams.logs("web", logs(true, OptionalLong.empty())), sink);

        OutputsFixture.write(stdio.stdout(), "two\nthree");
        fixture.end();
        copying.get();

        assertThat(sink.stdout()).isEqualTo("one\ntwo\nthree\n");
    }

    @Test
    void followingGoesOnAcrossASwapOfTheLogDriver() throws Exception {
        Stdio stdio = fixture.start();
        writeLines(stdio.stdout(), 0, 1000);
        CompletableFuture<Void> copying = copying(fixture.streams.logs("web", logs(true, OptionalLong.empty())), sink);

        for (int swap = 1; swap < 5; swap++) {
            fixture.drivers.leave("memory");
            writeLines(stdio.stdout(), swap * 1000, (swap + 1) * 1000);
            fixture.drivers.arrive("memory", fixture.driver);
        }
        fixture.end();
        copying.get();

        assertThat(sink.stdout()).isEqualTo(lines(0, 5000));
    }

    @Test
    void followingStopsWhenItIsClosed() {
        fixture.start();
        OutputSource logs = fixture.streams.logs("web", logs(true, OptionalLong.empty()));
        CompletableFuture<Void> copying = copying(logs, sink);

        logs.close();

        assertThat(copying).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void theLastLinesCanBeAskedFor() throws IOException {
        writeLines(fixture.start().stdout(), 0, 100);
        fixture.end();

        fixture.streams.logs("web", logs(true, OptionalLong.of(2))).copyTo(sink);

        assertThat(sink.stdout()).isEqualTo(lines(98, 100));
    }

    @Test
    void logsNeedAStream() {
        LogOptions neither =
                new LogOptions(false, false, false, false, Optional.empty(), Optional.empty(), OptionalLong.empty());

        assertThatThrownBy(() -> fixture.streams.logs("web", neither))
                .isInstanceOf(EngineException.InvalidArgument.class)
                .hasMessage("Bad parameters: you must choose at least one stream");
    }

    @Test
    void withoutALogThereIsNothingToRead() {
        try (OutputsFixture none = new OutputsFixture(root.resolve("none"), false, true, "none")) {
            assertThatThrownBy(() -> none.streams.logs("web", logs(false, OptionalLong.empty())))
                    .isInstanceOf(EngineException.Unsupported.class)
                    .hasMessage("configured logging reader does not support reading");
            assertThatThrownBy(() -> none.streams.attach("web", ALL)).isInstanceOf(EngineException.Unsupported.class);
        }
    }

    private static LogOptions logs(boolean follow, OptionalLong tail) {
        return new LogOptions(follow, true, true, false, Optional.empty(), Optional.empty(), tail);
    }

    private static CompletableFuture<Void> copying(OutputSource source, CollectingSink sink) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        source.copyTo(sink);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                work -> new Thread(work, "client").start());
    }

    private static void type(OutputStream stdin, String text) {
        try (stdin) {
            stdin.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void writeUnchecked(Path fifo, int from, int to) {
        try {
            writeLines(fifo, from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void writeLines(Path fifo, int from, int to) throws IOException {
        OutputsFixture.write(fifo, lines(from, to));
    }

    private static String lines(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(number -> "line " + number + "\n")
                .collect(Collectors.joining());
    }
}
