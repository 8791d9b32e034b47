package dev.wharf.execnative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.exec.ExitStatus;
import dev.wharf.spi.exec.ProcessSpec;
import dev.wharf.spi.exec.Stdio;
import dev.wharf.spi.exec.Task;
import dev.wharf.spi.exec.TaskId;
import dev.wharf.spi.exec.TaskProcess;
import dev.wharf.spi.exec.TerminalSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("privileged")
@SuppressWarnings("NullAway.Init") // set before each test
final class NativeExecTest {
    private static final Duration SETTLING = Duration.ofSeconds(10);
    private static final TaskId EXEC = new TaskId("e");

    @TempDir
    Path folder;

    private TestHost host;
    private NativeDriver driver;
    private Task task;
    private int names;

    @BeforeEach
    void runATask() {
        host = new TestHost(folder);
        driver = new NativeDriver(host.kernel, host);
        task = driver.create(host.task("t", host.process("sleep", "1000")), host.streams("t", false, false));
        task.start();
    }

    @AfterEach
    void sweep() {
        host.sweep(driver);
    }

    private static ExitStatus end(TaskProcess process) {
        return process.exit().orTimeout(20, TimeUnit.SECONDS).join();
    }

    private String exec(ProcessSpec process) {
        Stdio streams = host.streams("x" + ++names, false, process.terminal());
        TaskProcess exec = task.exec(EXEC, process, streams);
        assertThat(end(exec).code()).as("exit code").isZero();
        String output = host.read(streams.stdout());
        exec.delete();
        return output;
    }

    @Test
    void itSeesTheContainersWorld() {
        String output =
                exec(host.process("sh", "-c", "echo $A $HOME; pwd; id; cat /proc/sys/kernel/hostname; ls -d /proc/1"));

        assertThat(output).isEqualTo("b /root\n/work/deep\nuid=0(root) gid=0(root) groups=0(root)\nbox\n/proc/1\n");
    }

    @Test
    void allItsNamespacesAreThoseOfTheFirstProcess() {
        String script = "for n in mnt pid ipc uts net cgroup; do ls -l /proc/$1/ns/$n; done | grep -o '[a-z]*:[[].*'";

        assertThat(exec(host.process("sh", "-c", script, "x", "self")))
                .isEqualTo(exec(host.process("sh", "-c", script, "x", "1")))
                .contains("pid:[", "mnt:[");
    }

    @Test
    void itIsAccountedWithTheContainer() {
        TaskProcess exec = task.exec(EXEC, host.process("sleep", "1000"), host.streams("e", false, false));

        assertThat(((NativeTask) task).processes()).containsExactlyInAnyOrder(task.pid(), exec.pid());
        exec.signal(9);
        end(exec);
        exec.delete();
        assertThat(exec(host.process("cat", "/proc/self/cgroup")))
                .isEqualTo(exec(host.process("cat", "/proc/1/cgroup")));
    }

    @Test
    void anotherUserHasItsGroupsAndNoRights() {
        String output = exec(host.process("me", false, "sh", "-c", "id; echo $HOME; grep Cap /proc/self/status"));

        assertThat(output)
                .startsWith("uid=7(me) gid=8(us) groups=8(us),9(others)\n/home/me\n")
                .contains("CapEff:\t0000000000000000")
                .contains("CapBnd:\t00000000000000e1");
    }

    @Test
    void onlyTheStandardStreamsCrossTheExec() {
        assertThat(exec(host.process("ls", "/proc/self/fd")).split("\n")).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void inputReachesTheProcessAndEnds() {
        Stdio streams = host.streams("e", true, false);
        TaskProcess exec = task.exec(EXEC, host.process("cat"), streams);

        host.write(streams.stdin().orElseThrow(), "hello");
        exec.closeStdin();

        assertThat(end(exec).code()).isZero();
        assertThat(host.read(streams.stdout())).isEqualTo("hello");
    }

    @Test
    void aTerminalComesFromTheContainersOwnDevpts() {
        Stdio streams = host.streams("e", true, true);
        TaskProcess exec =
                task.exec(EXEC, host.process("", true, "sh", "-c", "read x; tty; stty size; echo got $x"), streams);
        exec.resize(new TerminalSize(33, 99));
        host.write(streams.stdin().orElseThrow(), "word\n");

        assertThat(end(exec).code()).isZero();
        assertThat(host.read(streams.stdout()))
                .contains("/dev/pts/0")
                .contains("33 99")
                .contains("got word\r\n");
    }

    @Test
    void aSignalEndsItAlone() {
        TaskProcess exec = task.exec(EXEC, host.process("sleep", "1000"), host.streams("e", false, false));

        exec.signal(15);

        assertThat(end(exec).code()).isEqualTo(143);
        assertThat(end(exec).signal()).hasValue(15);
        assertThat(task.status()).isEqualTo(Task.Status.RUNNING);
        assertThatThrownBy(() -> exec.signal(15)).isInstanceOf(DriverException.class);
    }

    @Test
    void aCommandThatIsNotThereLeavesNothing() {
        assertThatThrownBy(() -> task.exec(EXEC, host.process("nosuch"), host.streams("e", false, false)))
                .hasMessage("exec: \"nosuch\": executable file not found in $PATH")
                .extracting(NativeExecTest::kind)
                .isEqualTo(Kind.NOT_FOUND);
        assertThat(task.execs()).isEmpty();
    }

    @Test
    void aFileThatCannotBeExecutedIsNamed() {
        assertThatThrownBy(() -> task.exec(EXEC, host.process("/etc/passwd"), host.streams("e", false, false)))
                .hasMessage("exec: \"/etc/passwd\": permission denied")
                .extracting(NativeExecTest::kind)
                .isEqualTo(Kind.INVALID_ARGUMENT);
    }

    @Test
    void anUnknownUserIsNamed() {
        ProcessSpec process = host.process("nobody", false, "true");

        assertThatThrownBy(() -> task.exec(EXEC, process, host.streams("e", false, false)))
                .hasMessage("Unable to find user nobody")
                .extracting(NativeExecTest::kind)
                .isEqualTo(Kind.NOT_FOUND);
    }

    private static Kind kind(Throwable failure) {
        return ((DriverException) failure).kind();
    }

    private void assertRefused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(DriverException.class)
                .extracting(NativeExecTest::kind)
                .isEqualTo(Kind.FAILED_PRECONDITION);
    }

    @Test
    void aTaskThatDoesNotRunTakesNone() {
        Stdio streams = host.streams("e", false, false);
        Task waiting = driver.create(host.task("w", host.process("true")), host.streams("w", false, false));
        assertRefused(() -> waiting.exec(EXEC, host.process("true"), streams));

        ((NativeTask) task).pause();
        assertRefused(() -> task.exec(EXEC, host.process("true"), streams));
        ((NativeTask) task).resume();

        task.signalAll(9);
        end(task);
        assertRefused(() -> task.exec(EXEC, host.process("true"), streams));
    }

    @Test
    void anIdServesOnce() {
        task.exec(EXEC, host.process("sleep", "1000"), host.streams("e", false, false));

        assertThatThrownBy(() -> task.exec(EXEC, host.process("true"), host.streams("f", false, false)))
                .extracting(NativeExecTest::kind)
                .isEqualTo(Kind.ALREADY_EXISTS);
    }

    @Test
    void itEndsWithTheFirstProcessAndGoesWithTheTask() throws Exception {
        TaskProcess exec = task.exec(EXEC, host.process("sleep", "1000"), host.streams("e", false, false));
        assertRefused(exec::delete);

        task.signal(9);

        assertThat(end(task).code()).isEqualTo(137);
        assertThat(end(exec).code()).isEqualTo(137);
        task.delete();
        assertThat(driver.list()).isEmpty();
        assertThat(monitors()).isEmpty();
    }

    /** The monitors that were started for this test but for the one that waits; none of them outlives its task. */
    private List<Long> monitors() throws InterruptedException {
        int waiting = TestHost.awaitMonitor(driver);
        return ProcessHandle.current()
                .children()
                .map(ProcessHandle::pid)
                .filter(pid -> pid != waiting && isMonitor(pid))
                .toList();
    }

    private static boolean isMonitor(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/comm")).startsWith("wharf-monitor");
        } catch (IOException e) {
            return false; // it has just ended
        }
    }

    @Test
    void itIsFoundAgainWithItsOutputAndItsCode() {
        Stdio streams = host.streams("e", true, false);
        TaskProcess exec =
                task.exec(EXEC, host.process("sh", "-c", "echo before; read x; echo after; exit 3"), streams);
        TaskProcess ended =
                task.exec(new TaskId("f"), host.process("sh", "-c", "exit 4"), host.streams("f", false, false));
        end(ended);
        int pid = exec.pid();
        driver.close();

        driver = new NativeDriver(host.kernel, host);
        task = driver.recover(new TaskId("t")).orElseThrow();
        assertThat(task.execs()).containsExactlyInAnyOrder(EXEC, new TaskId("f"));
        TaskProcess found = task.recoverExec(EXEC).orElseThrow();
        assertThat(found.pid()).isEqualTo(pid);
        host.write(streams.stdin().orElseThrow(), "\n");

        assertThat(end(found).code()).isEqualTo(3);
        assertThat(host.read(streams.stdout())).isEqualTo("before\nafter\n");
        assertThat(end(task.recoverExec(new TaskId("f")).orElseThrow()).code()).isEqualTo(4);
        found.delete();
        assertThat(task.execs()).containsExactly(new TaskId("f"));
        assertThat(task.recoverExec(EXEC)).isEmpty();
    }

    @Test
    void fiftyOfThemLeaveNothing() throws Exception {
        exec(host.process("sh", "-c", "echo"));
        List<Long> before = settled();

        for (int i = 0; i < 50; i++) {
            exec(host.process("sh", "-c", "echo"));
        }

        assertLeft(before);
    }

    @Test
    void thoseThatCannotStartLeaveNothing() throws Exception {
        assertCannotStart();
        List<Long> before = settled();

        for (int i = 0; i < 20; i++) {
            assertCannotStart();
        }

        assertLeft(before);
    }

    private void assertCannotStart() {
        Stdio streams = host.streams("n" + ++names, false, false);
        assertThatThrownBy(() -> task.exec(EXEC, host.process("nosuch"), streams))
                .isInstanceOf(DriverException.class);
        ProcessSpec unknown = host.process("nobody", false, "true");
        assertThatThrownBy(() -> task.exec(EXEC, unknown, streams)).isInstanceOf(DriverException.class);
    }

    /** The same command again does what it would have done alone, whatever has changed meanwhile. */
    @Test
    void aRepeatedCommandFollowsWhatHasChanged() throws Exception {
        ProcessSpec command = host.process("me", false, "sh", "-c", "id; echo $HOME");
        String first = exec(command);
        String second = exec(command);
        Files.writeString(host.root().resolve("etc/passwd"), "root:x:0:0:root:/root:/bin/sh\nme:x:17:8::/elsewhere:\n");
        String third = exec(command);
        String other = exec(host.process("me", false, "sh", "-c", "echo $HOME"));

        assertThat(second).isEqualTo(first).startsWith("uid=7(me)").endsWith("/home/me\n");
        assertThat(third).startsWith("uid=17(me)").endsWith("/elsewhere\n");
        assertThat(other).isEqualTo("/elsewhere\n");
    }

    @Test
    void aRepeatedCommandStaysInItsTask() throws Exception {
        ProcessSpec command = host.process("cat", "/proc/self/cgroup");
        Task other = driver.create(host.task("u", host.process("sleep", "1000")), host.streams("u", false, false));
        other.start();
        Stdio streams = host.streams("v", false, false);

        String first = exec(command);
        end(other.exec(EXEC, command, streams));

        assertThat(first).contains("/wharf-test/t\n");
        assertThat(host.read(streams.stdout())).contains("/wharf-test/u\n").doesNotContain("/wharf-test/t\n");
    }

    @Test
    void tasksLeaveNothing() throws Exception {
        runAndDelete();
        List<Long> before = settled();

        for (int i = 0; i < 20; i++) {
            runAndDelete();
        }

        assertLeft(before);
        assertThat(Path.of("/sys/fs/cgroup/memory/wharf-test/u")).doesNotExist();
    }

    private void runAndDelete() {
        Task other = driver.create(host.task("u", host.process("true")), host.streams("u" + ++names, false, false));
        other.start();
        end(other);
        other.delete();
        Task broken = driver.create(host.task("u", host.process("nosuch")), host.streams("u" + ++names, false, false));
        assertThatThrownBy(broken::start).isInstanceOf(DriverException.class);
        end(broken);
        broken.delete();
    }

    /** What was deleted may just be being closed by another thread. */
    private List<Long> settled() throws Exception {
        List<Long> earlier = traces();
        Thread.sleep(100);
        List<Long> later = traces();
        while (!later.equals(earlier)) {
            earlier = later;
            Thread.sleep(100);
            later = traces();
        }
        return later;
    }

    private void assertLeft(List<Long> before) throws Exception {
        long deadline = System.nanoTime() + SETTLING.toNanos();
        while (!traces().equals(before) && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        assertThat(traces()).isEqualTo(before);
    }

    /** Descriptors of this process, entries of the run folder, processes of the cgroup, monitors, while another one waits. */
    private List<Long> traces() throws Exception {
        assertThat(TestHost.awaitMonitor(driver)).isPositive();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"));
                Stream<Path> files = Files.walk(host.runFolder())) {
            return List.of(
                    descriptors.filter(each -> !isOfClasses(each)).count(),
                    files.count(),
                    (long) ((NativeTask) task).processes().size(),
                    (long) monitors().size());
        }
    }

    /** Java opens the files of its class path when it first looks for something in them. */
    private static boolean isOfClasses(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().endsWith(".jar");
        } catch (IOException e) {
            return true; // it was the one that lists the others, or is closed by now
        }
    }

    @Test
    void aMonitorThatWasKilledIsNoticed() {
        TaskProcess exec = task.exec(EXEC, host.process("sleep", "1000"), host.streams("e", false, false));

        ProcessHandle.of(exec.pid())
                .flatMap(ProcessHandle::parent)
                .orElseThrow()
                .destroyForcibly();

        assertThatThrownBy(() -> end(exec))
                .hasRootCauseMessage("the monitor of exec e is gone, and with it the exit status");
    }
}
