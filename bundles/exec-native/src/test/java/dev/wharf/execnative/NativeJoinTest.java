package dev.wharf.execnative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.Mount;
import dev.wharf.spi.exec.ExitStatus;
import dev.wharf.spi.exec.Namespace;
import dev.wharf.spi.exec.Namespaces;
import dev.wharf.spi.exec.Stdio;
import dev.wharf.spi.exec.Task;
import dev.wharf.spi.exec.TaskId;
import dev.wharf.spi.exec.TaskMount;
import dev.wharf.spi.exec.TaskProcess;
import dev.wharf.spi.exec.TaskSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks that share namespaces. */
@Tag("privileged")
@SuppressWarnings("NullAway.Init") // set before each test
final class NativeJoinTest {
    private static final Namespace NEW = new Namespace.New();
    private static final Namespace HOST = new Namespace.Host();
    private static final Namespace OTHER = new Namespace.Join(new TaskId("other"));

    @TempDir
    Path folder;

    private TestHost host;
    private NativeDriver driver;
    private Task other;

    @BeforeEach
    void runTheOther() {
        host = new TestHost(folder);
        driver = new NativeDriver(host.kernel, host);
        other = driver.create(
                withShm(host.task("other", host.process("sleep", "1000"))), host.streams("o", false, false));
        other.start();
    }

    @AfterEach
    void sweep() {
        host.sweep(driver);
    }

    private static TaskSpec withShm(TaskSpec spec) {
        List<TaskMount> mounts = new ArrayList<>(spec.mounts());
        mounts.add(new TaskMount(Mount.of("tmpfs", "shm", List.of("mode=1777", "size=65536")), "/dev/shm"));
        mounts.add(new TaskMount(Mount.of("mqueue", "mqueue", List.of()), "/dev/mqueue"));
        return TestHost.withMounts(spec, mounts);
    }

    private static ExitStatus end(TaskProcess process) {
        return process.exit().orTimeout(20, TimeUnit.SECONDS).join();
    }

    private String run(TaskSpec spec) {
        Stdio streams = host.streams("s", false, false);
        Task task = driver.create(spec, streams);
        task.start();
        assertThat(end(task).code()).as("exit code").isZero();
        return host.read(streams.stdout());
    }

    private TaskSpec task(Namespaces namespaces, String script) {
        return TestHost.withNamespaces(host.task("t", host.process("sh", "-c", script)), namespaces);
    }

    @Test
    void theProcessesOfTheOtherAreSeenAndCanBeSignalled() {
        String output = run(task(
                new Namespaces(NEW, OTHER, NEW, NEW, HOST), "cat /proc/1/cmdline | tr '\\0' ' '; kill -9 1; echo $$"));

        assertThat(output).startsWith("sleep 1000 ").doesNotEndWith(" 1\n");
    }

    @Test
    void theEndOfTheOtherEndsAll() {
        Task task = driver.create(
                task(new Namespaces(NEW, OTHER, NEW, NEW, HOST), "sleep 1000"), host.streams("s", false, false));
        task.start();

        other.signal(9);

        assertThat(end(other).code()).isEqualTo(137);
        assertThat(end(task).code()).isEqualTo(137);
    }

    @Test
    void aTaskInForeignProcessesLeavesNoneBehind() {
        Task task = driver.create(
                task(new Namespaces(NEW, OTHER, NEW, NEW, HOST), "sleep 1000 & sleep 1000"),
                host.streams("s", false, false));
        task.start();

        task.signal(9);

        assertThat(end(task).code()).isEqualTo(137);
        awaitNoProcesses((NativeTask) task);
        assertThat(other.status()).isEqualTo(Task.Status.RUNNING);
    }

    /** What was killed needs a moment to go. */
    private static void awaitNoProcesses(NativeTask task) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!task.processes().isEmpty() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(task.processes()).isEmpty();
    }

    @Test
    void sharedMemoryOfTheOtherComesWithItsIpc() {
        exec("echo hello >/dev/shm/greeting");

        String output = run(
                withShm(
                        task(
                                new Namespaces(NEW, NEW, OTHER, NEW, HOST),
                                "cat /dev/shm/greeting; echo reply >/dev/shm/answer; grep -c mqueue /proc/self/mounts; ls -l /proc/self/ns/ipc")));

        assertThat(output).startsWith("hello\n1\n");
        assertThat(exec("cat /dev/shm/answer; ls -l /proc/self/ns/ipc"))
                .startsWith("reply\n")
                .endsWith(output.substring(output.indexOf("ipc:[")));
    }

    @Test
    void sharedMemoryNeedsNoMountOfItsOwn() {
        exec("echo hello >/dev/shm/greeting");

        assertThat(run(task(new Namespaces(NEW, NEW, OTHER, NEW, HOST), "cat /dev/shm/greeting")))
                .isEqualTo("hello\n");
    }

    private String exec(String script) {
        Stdio streams = host.streams("e" + System.nanoTime(), false, false);
        TaskProcess exec = other.exec(new TaskId("e"), host.process("sh", "-c", script), streams);
        assertThat(end(exec).code()).isZero();
        String output = script.contains("cat") ? host.read(streams.stdout()) : "";
        exec.delete();
        return output;
    }

    @Test
    void hostNamesAndInterfacesAreShared() {
        String output = run(task(
                new Namespaces(OTHER, NEW, NEW, OTHER, HOST),
                "ls -l /proc/self/ns/net /proc/self/ns/uts | grep -o '[a-z]*:[[].*'; cat /proc/sys/kernel/hostname"));

        assertThat(output)
                .isEqualTo(exec("ls -l /proc/self/ns/net /proc/self/ns/uts | grep -o '[a-z]*:[[].*'; "
                        + "cat /proc/sys/kernel/hostname"));
    }

    @Test
    void aTaskThatHasEndedCannotBeJoined() {
        other.signal(9);
        end(other);

        assertThatThrownBy(() -> run(task(new Namespaces(NEW, OTHER, NEW, NEW, HOST), "true")))
                .extracting(e -> ((DriverException) e).kind())
                .isEqualTo(DriverException.Kind.NOT_FOUND);
        assertThat(driver.list()).containsExactly(new TaskId("other"));
    }

    @Test
    void furtherProcessesAmongTheHostsEndWithTheTask() {
        Task task = driver.create(
                task(new Namespaces(NEW, HOST, NEW, NEW, HOST), "sleep 1000"), host.streams("s", false, false));
        task.start();
        TaskProcess exec = task.exec(new TaskId("e"), host.process("sleep", "1000"), host.streams("e", false, false));

        task.signal(9);

        assertThat(end(task).code()).isEqualTo(137);
        assertThat(end(exec).code()).isEqualTo(137);
    }

    /** Where the container sees the host's processes it sees the monitor, but never what is in it. */
    @Test
    void theMonitorIsShutToTheContainer() {
        Task task = driver.create(
                task(new Namespaces(NEW, HOST, NEW, NEW, HOST), "sleep 1000"), host.streams("s", false, false));
        task.start();
        long monitor = ProcessHandle.of(task.pid())
                .flatMap(ProcessHandle::parent)
                .orElseThrow()
                .pid();
        Stdio streams = host.streams("e", false, false);
        String script = "cd /proc/" + monitor
                + "; cat maps mem environ; busybox readlink exe fd/3 fd/4; cat fd/6; cat stat >/dev/null && echo seen";

        TaskProcess exec = task.exec(new TaskId("e"), host.process("sh", "-c", script + " 2>&1"), streams);

        assertThat(end(exec).code()).isZero();
        assertThat(host.read(streams.stdout())).isEqualTo("seen\n");
    }
}
