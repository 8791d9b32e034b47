package dev.wharf.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.store.RecordSet;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class KillTest {
    @TempDir
    Path folder;

    @Test
    @Timeout(60)
    void aKillLosesNothingThatWasAnsweredAndLeavesNoHalf() throws Exception {
        List<String> answered = writeUntilKilled(300);

        try (var store = new SqliteStore(folder, Clock.systemUTC())) {
            RecordSet<Sample> samples = store.open(Sample.TYPE);
            assertThat(answered).allSatisfy(number -> assertThat(samples.find("second-" + number))
                    .contains(Sample.of(number, "busybox")));
            assertThat(folder.resolve("lib")).isNotEmptyDirectory();
            assertThat(keys(samples, "first-")).isEqualTo(keys(samples, "second-"));
        }
    }

    private List<String> writeUntilKilled(int count) throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledWriter.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> answered = new ArrayList<>();
        try (BufferedReader lines = child.inputReader()) {
            for (int i = 0; i < count; i++) {
                answered.add(lines.readLine());
            }
        } finally {
            child.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
        return answered;
    }

    private static List<String> keys(RecordSet<Sample> samples, String prefix) {
        return samples.all().stream()
                .map(RecordSet.Entry::key)
                .filter(key -> key.startsWith(prefix))
                .map(key -> key.substring(prefix.length()))
                .toList();
    }
}
