package dev.wharf.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Linux;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("privileged")
class KillTest {
    private static final int KILLS = 6;

    private final Path root;
    private final Path log;
    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicInteger written = new AtomicInteger();

    KillTest(@TempDir Path root) throws IOException {
        this.root = root;
        Path folder = KilledDaemon.spec(root).target().folder();
        Files.createDirectories(folder);
        this.log = folder.resolve("lines.log");
    }

    @Test
    @Timeout(120)
    void aKillAtAnyInstantLosesAndDoublesNothing() throws Exception {
        Path fifo = root.resolve("run/containers").resolve(OutputsFixture.ID).resolve("stdout");
        Process daemon = daemon();
        CompletableFuture<Void> container;
        try (Fd monitor = Linux.kernel().files().open(fifo.toString(), Flags.O_RDONLY | Flags.O_NONBLOCK, 0)) {
            assertThat(monitor.number()).isPositive();
            container = CompletableFuture.runAsync(() -> writeLines(fifo));
            for (int kill = 0; kill < KILLS; kill++) {
                long grown = log.toFile().length() + 300_000 + 77_777L * kill;
                OutputsFixture.await(() -> log.toFile().length() > grown);
                daemon.destroyForcibly().waitFor();
                daemon = daemon();
            }
            stop.set(true);
            container.get();
            finish(daemon);
        } finally {
            daemon.destroyForcibly().waitFor();
        }

        List<String> expected =
                IntStream.range(0, written.get()).mapToObj(KillTest::line).toList();
        assertThat(Files.readAllLines(log)).isEqualTo(expected);
        assertThat(log.getParent()).isDirectoryNotContaining("glob:**spool*");
    }

    private Process daemon() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledDaemon.class.getName(),
                        root.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(reader(process).readLine()).isEqualTo("ready");
        return process;
    }

    private static void finish(Process daemon) throws IOException {
        daemon.outputWriter(StandardCharsets.UTF_8).append("finish\n").flush();
        assertThat(reader(daemon).readLine()).isEqualTo("finished");
    }

    private static BufferedReader reader(Process process) {
        return process.inputReader(StandardCharsets.UTF_8);
    }

    private void writeLines(Path fifo) {
        try (OutputStream out = OutputsFixture.writer(fifo)) {
            while (!stop.get()) {
                StringBuilder lines = new StringBuilder();
                for (int number = 0; number < 100; number++) {
                    lines.append(line(written.getAndIncrement())).append('\n');
                }
                out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(int number) {
        return "line " + number + " " + "x".repeat(number % 60);
    }
}
