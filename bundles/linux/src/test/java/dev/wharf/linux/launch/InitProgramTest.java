package dev.wharf.linux.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InitProgramTest {
    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        Path file = Files.write(folder.resolve("docker-init"), InitProgram.bytes());
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private Process start(String... command) throws IOException {
        List<String> words =
                new ArrayList<>(List.of(folder.resolve("docker-init").toString(), "--"));
        words.addAll(List.of(command));
        return new ProcessBuilder(words).redirectErrorStream(true).start();
    }

    private static int end(Process process) throws InterruptedException {
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void theCodeOfTheCommandIsItsOwn() throws Exception {
        assertThat(end(start("sh", "-c", "exit 7"))).isEqualTo(7);
        assertThat(end(start("sh", "-c", "kill -9 $$"))).isEqualTo(137);
    }

    @Test
    void aCommandThatIsNotThereGives127() throws Exception {
        Process process = start("nosuch");

        assertThat(output(process)).isEqualTo("docker-init: exec nosuch failed: No such file or directory\n");
        assertThat(end(process)).isEqualTo(127);
    }

    @Test
    void aFileThatCannotBeExecutedGives126() throws Exception {
        assertThat(end(start("/etc/passwd"))).isEqualTo(126);
    }

    @Test
    void signalsArePassedOn() throws Exception {
        Process process = start("sh", "-c", "trap 'echo got; exit 3' TERM; echo ready; while :; do sleep 0.05; done");
        assertThat(process.getInputStream().readNBytes(6)).asString().isEqualTo("ready\n");

        process.toHandle().destroy(); // leaves the streams open

        assertThat(output(process)).isEqualTo("got\n");
        assertThat(end(process)).isEqualTo(3);
    }

    @Test
    void orphansAreReaped() throws Exception {
        // the orphan of the inner shell becomes a child of docker-init, and is gone once it has ended
        Process process =
                start("sh", "-c", "o=$(sh -c 'sleep 0.1 >/dev/null & echo $!'); while [ -d /proc/$o ]; do :; done");

        assertThat(end(process)).isZero();
    }

    @Test
    void itWaitsToBeKilledWhenAsked() throws Exception {
        Process process = new ProcessBuilder(folder.resolve("docker-init").toString(), "--wait").start();
        assertThat(process.waitFor(100, TimeUnit.MILLISECONDS)).isFalse();

        process.destroyForcibly();

        assertThat(end(process)).isEqualTo(137);
    }
}
