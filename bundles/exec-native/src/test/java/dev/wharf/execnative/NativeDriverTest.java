package dev.wharf.execnative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.exec.CgroupSpec;
import dev.wharf.spi.exec.ExitStatus;
import dev.wharf.spi.exec.ProcessSpec;
import dev.wharf.spi.exec.Stdio;
import dev.wharf.spi.exec.Task;
import dev.wharf.spi.exec.TaskId;
import dev.wharf.spi.exec.TaskSpec;
import dev.wharf.spi.exec.TerminalSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("privileged")
@SuppressWarnings("NullAway.Init") // set before each test
final class NativeDriverTest {
    private static final String RUNNING = "running"; // proc(5), /proc/pid/syscall

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

    private static ExitStatus end(Task task) {
        return task.exit().orTimeout(20, TimeUnit.SECONDS).join();
    }

    private String run(ProcessSpec process) {
        Stdio streams = host.streams("s", false, process.terminal());
        Task task = driver.create(host.task("t", process), streams);
        task.start();
        assertThat(end(task).code()).as("exit code").isZero();
        String output = host.read(streams.stdout());
        task.delete();
        return output;
    }

    @Test
    void aCommandRunsInItsOwnWorld() {
        String output = run(host.process("sh", "-c", "echo $$ $A $HOME; pwd; id; cat /proc/sys/kernel/hostname"));

        assertThat(output).isEqualTo("1 b /root\n/work/deep\nuid=0(root) gid=0(root) groups=0(root)\nbox\n");
    }

    @Test
    void anotherUserHasItsGroupsAndNoRights() {
        String output = run(host.process(
                "me",
                false,
                "sh",
                "-c",
                "id; echo $HOME; grep CapEff /proc/self/status; grep CapBnd /proc/self/status"));

        assertThat(output)
                .startsWith("uid=7(me) gid=8(us) groups=8(us),9(others)\n/home/me\n")
                .contains("CapEff:\t0000000000000000")
                .contains("CapBnd:\t00000000000000e1");
    }

    @Test
    void onlyTheStandardStreamsCrossTheExec() {
        assertThat(run(host.process("ls", "/proc/self/fd")).split("\n")).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void theRootHoldsNothingOfTheHost() {
        String mounts = run(host.process("cat", "/proc/self/mountinfo"));

        assertThat(mounts).contains(" / / ".substring(2)).doesNotContain("/dev/shm");
        assertThat(mounts.lines().filter(line -> line.contains(" / / "))).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void inputReachesTheProcessAndEnds() {
        Stdio streams = host.streams("s", true, false);
        Task task = driver.create(host.task("t", host.process("cat")), streams);
        host.write(streams.stdin().orElseThrow(), "hello");
        task.start();
        task.closeStdin();

        assertThat(end(task).code()).isZero();
        assertThat(host.read(streams.stdout())).isEqualTo("hello");
    }

    @Test
    void aTerminalIsRelayed() {
        Stdio streams = host.streams("s", true, true);
        Task task = driver.create(
                host.task("t", host.process("", true, "sh", "-c", "read x; tty; stty size; echo got $x")), streams);
        task.resize(new TerminalSize(33, 99));
        task.start();
        host.write(streams.stdin().orElseThrow(), "word\n");

        assertThat(end(task).code()).isZero();
        assertThat(host.read(streams.stdout()))
                .contains("/dev/pts/0")
                .contains("33 99")
                .contains("got word\r\n");
    }

    /** The input is /dev/null, which is always ready to be read. */
    @Test
    void theMonitorOfATerminalWithoutInputRests() throws IOException {
        Task task =
                driver.create(host.task("t", host.process("", true, "sleep", "60")), host.streams("s", false, true));
        task.start();
        Path monitor = monitor(task);

        awaitRest(monitor);
        for (int i = 0; i < 100; i++) {
            assertThat(call(monitor)).isNotEqualTo(RUNNING);
        }

        task.signalAll(9);
        assertThat(end(task).code()).isEqualTo(137);
    }

    private static Path monitor(Task task) {
        return Path.of("/proc/"
                + ProcessHandle.of(task.pid())
                        .flatMap(ProcessHandle::parent)
                        .orElseThrow()
                        .pid());
    }

    /** Who reads what the daemon writes must see its end when the daemon ends, though its containers run on. */
    @Test
    void theMonitorHoldsNoneOfTheDaemonsStreams() throws IOException {
        Task task = driver.create(host.task("t", host.process("sleep", "60")), host.streams("s", false, false));
        task.start();

        for (String stream : List.of("0", "1", "2")) {
            assertThat(Files.readSymbolicLink(monitor(task).resolve("fd/" + stream)))
                    .isEqualTo(Path.of("/dev/null"));
        }

        task.signalAll(9);
        assertThat(end(task).code()).isEqualTo(137);
    }

    @Test
    void theMonitorOfARemovedFolderEndsAfterItsChild() {
        Task task = driver.create(host.task("t", host.process("sleep", "60")), host.streams("s", false, false));
        task.start();
        RunFolder.of(host.kernel, host.runFolder().resolve("tasks"), task.id()).remove();

        task.signalAll(9);

        assertThatThrownBy(() -> end(task))
                .hasRootCauseMessage("the monitor of task t is gone, and with it the exit status");
    }

    private static void awaitRest(Path process) throws IOException {
        Instant deadline = Instant.now().plusSeconds(10);
        while (call(process).equals(RUNNING) && Instant.now().isBefore(deadline)) {
            Thread.onSpinWait();
        }
    }

    /** The system call in which a process waits. */
    private static String call(Path process) throws IOException {
        return Files.readString(process.resolve("syscall")).strip();
    }

    @Test
    void aCommandThatIsNotThereIsNamed() {
        Task task = driver.create(host.task("t", host.process("nosuch")), host.streams("s", false, false));

        assertThatThrownBy(task::start)
                .isInstanceOf(DriverException.class)
                .hasMessage("exec: \"nosuch\": executable file not found in $PATH")
                .extracting(e -> ((DriverException) e).kind())
                .isEqualTo(DriverException.Kind.NOT_FOUND);
    }

    @Test
    void aFileThatCannotBeExecutedIsNamed() {
        Task task = driver.create(host.task("t", host.process("/etc/passwd")), host.streams("s", false, false));

        assertThatThrownBy(task::start).hasMessage("exec: \"/etc/passwd\": permission denied");
    }

    @Test
    void aTaskThatIsNeverStartedIsRemovedWithoutTrace() {
        Task task = driver.create(host.task("t", host.process("true")), host.streams("s", false, false));

        task.signalAll(9);
        end(task);
        task.delete();

        assertThat(driver.list()).isEmpty();
        assertThat(Path.of("/sys/fs/cgroup/memory/wharf-test/t")).doesNotExist();
    }

    @Test
    void aSignalEndsAndIsReported() {
        Task task = driver.create(host.task("t", host.process("sleep", "100")), host.streams("s", false, false));
        task.start();

        task.signalAll(9);

        assertThat(end(task).code()).isEqualTo(137);
        assertThat(end(task).signal()).hasValue(9);
    }

    @Test
    void aRunningTaskIsFoundAgainWithItsOutput() {
        Stdio streams = host.streams("s", true, false);
        Task task = driver.create(
                host.task("t", host.process("sh", "-c", "echo before; read x; echo after; exit 3")), streams);
        task.start();
        int pid = task.pid();
        driver.close();

        driver = new NativeDriver(host.kernel, host);
        Task found = driver.recover(new TaskId("t")).orElseThrow();
        assertThat(found.pid()).isEqualTo(pid);
        assertThat(found.status()).isEqualTo(Task.Status.RUNNING);
        host.write(streams.stdin().orElseThrow(), "\n");

        assertThat(end(found).code()).isEqualTo(3);
        assertThat(host.read(streams.stdout())).isEqualTo("before\nafter\n");
    }

    @Test
    void aFrozenTaskIsPaused() {
        NativeTask task = (NativeTask)
                driver.create(host.task("t", host.process("sleep", "100")), host.streams("s", false, false));
        task.start();

        task.pause();
        assertThat(task.status()).isEqualTo(Task.Status.PAUSED);
        task.resume();

        assertThat(task.status()).isEqualTo(Task.Status.RUNNING);
        assertThat(task.processes()).containsExactly(task.pid());
    }

    @Test
    void devicesThatAreNotAllowedAreRefused() throws Exception {
        Files.createDirectories(host.root().resolve("tmp"));
        Task task = driver.create(
                host.task("t", host.process("sh", "-c", "cat /dev/zero | true; busybox mknod /tmp/kmsg c 1 11 2>&1")),
                host.streams("s", false, false));
        task.start();

        assertThat(end(task).code()).isNotZero(); // CAP_MKNOD is not among the capabilities of this test
    }

    @Test
    void aValueThatTheKernelRefusesIsTheCallersFaultAndLeavesNothing() {
        TaskSpec plain = host.task("t", host.process("true"));
        TaskSpec odd = new TaskSpec(
                plain.id(),
                plain.process(),
                plain.root(),
                false,
                plain.mounts(),
                plain.devices(),
                plain.namespaces(),
                plain.cgroup(),
                "",
                "",
                List.of(),
                List.of(),
                Map.of("kernel.nosuch", "1"));
        Stdio streams = host.streams("s", false, false);

        assertThatThrownBy(() -> driver.create(odd, streams))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("/proc/sys/kernel/nosuch")
                .extracting(e -> ((DriverException) e).kind())
                .isEqualTo(DriverException.Kind.INVALID_ARGUMENT);
        assertThat(driver.list()).isEmpty();
        assertThat(Path.of("/sys/fs/cgroup/memory/wharf-test/t")).doesNotExist();
        Task next = driver.create(plain, streams);
        next.start();
        assertThat(end(next).code()).isZero();
    }

    @Test
    void theFolderAboveTheTasksGoesWithTheDriver() {
        Path above = Path.of("/sys/fs/cgroup/memory/wharf-test-above");
        TaskSpec plain = host.task("t", host.process("true"));
        CgroupSpec cgroup = new CgroupSpec(
                "/wharf-test-above/deep",
                "t",
                plain.cgroup().resources(),
                plain.cgroup().devices());
        Task task = driver.create(
                new TaskSpec(
                        plain.id(),
                        plain.process(),
                        plain.root(),
                        false,
                        plain.mounts(),
                        plain.devices(),
                        plain.namespaces(),
                        cgroup,
                        "",
                        "",
                        List.of(),
                        List.of(),
                        Map.of()),
                host.streams("s", false, false));
        task.start();
        end(task);
        task.delete();
        assertThat(above).exists();

        driver.close();

        assertThat(above).doesNotExist();
        driver = new NativeDriver(host.kernel, host);
    }
}
