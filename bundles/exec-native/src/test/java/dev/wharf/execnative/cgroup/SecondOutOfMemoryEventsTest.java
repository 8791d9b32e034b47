package dev.wharf.execnative.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.linux.Kernel;
import dev.wharf.linux.Linux;
import dev.wharf.linux.Poller;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("privileged")
final class SecondOutOfMemoryEventsTest {
    private final Kernel kernel = Linux.kernel();

    /** Another counter of the kernel, which tells in the same way, and which we can make count. */
    @Test
    void aCounterThatGrowsIsTold() throws Exception {
        Path mount = Files.createTempDirectory("cgroup2");
        kernel.mounts().mount("cgroup2", mount.toString(), "cgroup2", 0, "");
        Path group = Files.createDirectory(
                mount.resolve("wharf-test-" + ProcessHandle.current().pid()));
        try (Poller poller = kernel.poller();
                OutOfMemoryEvents events = new SecondOutOfMemoryEvents(
                        kernel, new ControlFile(kernel), group.resolve("cgroup.events"), "frozen")) {
            AtomicInteger told = new AtomicInteger();
            poller.add(events.descriptor(), events.events(), ready -> told.addAndGet(events.happened() ? 1 : 0));

            Files.writeString(group.resolve("cgroup.freeze"), "1");
            assertThat(poller.await(Duration.ofSeconds(10))).isEqualTo(1);
            Files.writeString(group.resolve("cgroup.freeze"), "0");
            assertThat(poller.await(Duration.ofSeconds(10))).isEqualTo(1);

            assertThat(told).hasValue(1);
            assertThat(poller.await(Duration.ZERO)).as("quiet once it was read").isZero();
            poller.remove(events.descriptor());
        } finally {
            Files.delete(group);
            kernel.mounts().unmount(mount.toString(), 0);
            Files.delete(mount);
        }
    }
}
