package dev.wharf.execnative;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.spi.exec.Task;
import dev.wharf.spi.exec.TaskId;
import dev.wharf.spi.exec.TaskProcess;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks and their further processes are deleted by several threads. */
@Tag("privileged")
@SuppressWarnings("NullAway.Init") // set before each test
final class NativeDeletionTest {
    @TempDir
    Path folder;

    private TestHost host;
    private NativeDriver driver;

    @BeforeEach
    void open() {
        host = new TestHost(folder);
        driver = new NativeDriver(host.kernel, host);
    }

    @AfterEach
    void sweep() {
        host.sweep(driver);
    }

    @Test
    void deletionsAtTheSameTimeDoNotDisturbEachOther() {
        TaskId id = new TaskId("e");
        for (int i = 0; i < 10; i++) {
            Task other =
                    driver.create(host.task("u", host.process("sleep", "1000")), host.streams("u" + i, false, false));
            other.start();
            TaskProcess exec = other.exec(id, host.process("sleep", "1000"), host.streams("v" + i, false, false));
            other.signal(9);
            CompletableFuture.allOf(other.exit(), exec.exit())
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join();

            CompletableFuture.allOf(
                            CompletableFuture.runAsync(exec::delete),
                            CompletableFuture.runAsync(other::delete),
                            CompletableFuture.runAsync(exec::delete),
                            CompletableFuture.runAsync(other::delete))
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join();
            assertThat(driver.list()).isEmpty();
        }
    }
}
