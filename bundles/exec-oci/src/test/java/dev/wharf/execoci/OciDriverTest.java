package dev.wharf.execoci;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.linux.Linux;
import dev.wharf.spi.Mount;
import dev.wharf.spi.exec.CgroupSpec;
import dev.wharf.spi.exec.Namespace;
import dev.wharf.spi.exec.Namespaces;
import dev.wharf.spi.exec.ProcessSpec;
import dev.wharf.spi.exec.Resources;
import dev.wharf.spi.exec.Stdio;
import dev.wharf.spi.exec.Task;
import dev.wharf.spi.exec.TaskId;
import dev.wharf.spi.exec.TaskMount;
import dev.wharf.spi.exec.TaskSpec;
import dev.wharf.spi.testkit.FakeContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the conformance suite does not ask. */
@Tag("privileged")
class OciDriverTest {
    private static final String PARENT = "wharf-oci-test";

    @TempDir
    Path folder;

    private TaskSpec spec() {
        Namespace own = new Namespace.New();
        ProcessSpec process = new ProcessSpec(
                List.of("/bin/busybox", "true"),
                List.of(),
                "/",
                "",
                List.of(),
                Set.of(),
                List.of(),
                false,
                false,
                0,
                Optional.empty(),
                "");
        return new TaskSpec(
                new TaskId("t"),
                process,
                List.of(Mount.bind(folder.resolve("root"))),
                false,
                List.of(new TaskMount(Mount.of("proc", "proc", List.of()), "/proc")),
                List.of(),
                new Namespaces(own, own, own, own, new Namespace.Host()),
                new CgroupSpec("/" + PARENT + "/deep", "t", Resources.unlimited(), List.of()),
                "",
                "",
                List.of(),
                List.of(),
                Map.of());
    }

    @Test
    void theGroupsAboveTheTasksGoWithTheDriver() throws IOException {
        Files.createDirectories(folder.resolve("root/bin"));
        Files.createDirectories(folder.resolve("root/proc"));
        Files.copy(Path.of("/bin/busybox"), folder.resolve("root/bin/busybox"));
        Path out = Files.createFile(folder.resolve("out"));
        OciDriver driver = new OciDriver(
                Linux.kernel(), new FakeContext(folder), OciRuntime.find().orElseThrow());
        Task task = driver.create(spec(), new Stdio(Optional.empty(), out, Optional.of(out)));
        assertThat(parents()).isNotEmpty();
        task.start();
        assertThat(task.exit().orTimeout(20, TimeUnit.SECONDS).join().code()).isZero();
        task.delete();

        driver.close();

        assertThat(parents()).isEmpty();
    }

    private static List<Path> parents() throws IOException {
        try (Stream<Path> mounted = Files.list(Path.of("/sys/fs/cgroup"))) {
            return Stream.concat(mounted, Stream.of(Path.of("/sys/fs/cgroup")))
                    .map(hierarchy -> hierarchy.resolve(PARENT))
                    .filter(Files::exists)
                    .toList();
        }
    }
}
