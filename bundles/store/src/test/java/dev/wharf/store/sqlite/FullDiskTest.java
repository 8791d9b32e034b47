package dev.wharf.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.store.Durability;
import dev.wharf.store.RecordSet;
import dev.wharf.store.StoreException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs on a small file system of its own, and so needs root. */
@Tag("privileged")
final class FullDiskTest {
    @TempDir
    Path folder;

    private SqliteStore store;
    private RecordSet<Sample> samples;

    @BeforeEach
    void mount() throws Exception {
        run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", folder.toString());
        store = new SqliteStore(folder.resolve("root"), Clock.systemUTC());
        samples = store.open(Sample.TYPE);
    }

    @AfterEach
    void unmount() throws Exception {
        store.close();
        run("umount", "-l", folder.toString()); // the native library in it stays loaded
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    private Path fill() throws IOException {
        Path filler = folder.resolve("filler");
        try (OutputStream out = Files.newOutputStream(filler)) {
            byte[] block = new byte[4096];
            for (int i = 0; i < 100_000; i++) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left on device");
        }
        return filler;
    }

    @Test
    void removalStillWorksAndTheReserveIsMadeAgain() throws Exception {
        Path reserve = folder.resolve("root/reserve");
        for (int i = 0; i < 100; i++) {
            samples.put("a" + i, Sample.of("a", "busybox"));
        }
        Path filler = fill();

        for (int i = 0; i < 100; i++) {
            samples.remove("a" + i);
        }

        assertThat(samples.all()).isEmpty();
        assertThat(reserve).doesNotExist();
        Files.delete(filler);
        samples.put("b", Sample.of("b", "busybox"));
        assertThat(reserve).hasSize(1 << 20);
    }

    @Test
    void withoutAReserveLeftTheErrorTellsAndNothingIsHalf() throws Exception {
        samples.put("kept", Sample.of("kept", "busybox"));
        fill();
        int[] written = {0};

        assertThatThrownBy(() -> {
                    while (written[0] < 10_000) {
                        store.transaction(Durability.POWER_LOSS, () -> {
                            samples.put("first-" + written[0], Sample.of("x".repeat(20_000), "busybox"));
                            samples.put("second-" + written[0], Sample.of("x".repeat(20_000), "busybox"));
                        });
                        written[0]++;
                        fill();
                    }
                })
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.isDiskFull()).isTrue())
                .hasMessageContaining("no space left on device");

        assertThat(samples.all()).hasSize(1 + 2 * written[0]);
        assertThat(samples.find("kept")).isPresent();
    }
}
