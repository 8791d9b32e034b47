package dev.wharf.execnative;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.execnative.cgroup.CgroupTree;
import dev.wharf.spi.exec.ExitStatus;
import dev.wharf.spi.exec.Namespace;
import dev.wharf.spi.exec.Namespaces;
import dev.wharf.spi.exec.Stdio;
import dev.wharf.spi.exec.Task;
import dev.wharf.spi.exec.TaskId;
import dev.wharf.spi.exec.TaskProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks in control groups of the second version alone. On a host of both it has no controllers, but groups, freezes and kills. */
@Tag("privileged")
@SuppressWarnings("NullAway.Init") // set before each test
final class NativeSecondVersionTest {
    private static final Namespace NEW = new Namespace.New();

    @TempDir
    Path folder;

    private Path mount;
    private TestHost host;
    private NativeDriver driver;

    @BeforeEach
    void open() throws IOException {
        host = new TestHost(folder);
        mount = Files.createTempDirectory("cgroup2");
        host.kernel.mounts().mount("cgroup2", mount.toString(), "cgroup2", 0, "");
        driver = new NativeDriver(
                host.kernel, host, CgroupTree.parse(List.of("1 1 0:1 / " + mount + " rw - cgroup2 cgroup2 rw")));
    }

    @AfterEach
    void sweep() throws IOException {
        host.sweep(driver);
        host.kernel.mounts().unmount(mount.toString(), 0);
        Files.delete(mount);
    }

    private static ExitStatus end(TaskProcess process) {
        return process.exit().orTimeout(20, TimeUnit.SECONDS).join();
    }

    private NativeTask start(Namespaces namespaces, String script) {
        Task task = driver.create(
                TestHost.withNamespaces(host.task("t", host.process("sh", "-c", script)), namespaces),
                host.streams("t", false, false));
        task.start();
        return (NativeTask) task;
    }

    private NativeTask start() {
        return start(new Namespaces(NEW, NEW, NEW, NEW, NEW), "exec sleep 1000");
    }

    @Test
    void theFirstProcessIsBornInItsGroup() throws IOException {
        NativeTask task = start();

        assertThat(task.processes()).containsExactly(task.pid());
        assertThat(Files.readString(Path.of("/proc/" + task.pid() + "/cgroup"))).contains("0::/wharf-test/t\n");
    }

    @Test
    void furtherProcessesShareGroupAndNamespace() {
        NativeTask task = start();
        Stdio streams = host.streams("e", false, false);

        TaskProcess exec = task.exec(new TaskId("e"), host.process("grep", "0::", "/proc/self/cgroup"), streams);

        assertThat(end(exec).code()).isZero();
        assertThat(host.read(streams.stdout())).isEqualTo("0::/\n");
    }

    @Test
    void allAreFrozenAndThawed() {
        NativeTask task = start();

        task.pause();
        assertThat(task.status()).isEqualTo(Task.Status.PAUSED);
        task.resume();

        assertThat(task.status()).isEqualTo(Task.Status.RUNNING);
    }

    @Test
    void whatTheFirstProcessLeavesBehindIsKilled() {
        NativeTask task = start(
                new Namespaces(NEW, new Namespace.Host(), NEW, NEW, NEW), "sleep 1000 & sleep 1000 & exec sleep 1000");
        TaskProcess exec = task.exec(new TaskId("e"), host.process("sleep", "1000"), host.streams("e", false, false));

        task.signal(9);

        assertThat(end(task).code()).isEqualTo(137);
        assertThat(end(exec).code()).isEqualTo(137);
    }

    @Test
    void processorTimeIsCounted() {
        NativeTask task = start();

        assertThat(task.usage().cpu().total()).isPositive();
        assertThat(task.usage().memory().limit()).isEmpty();
    }
}
