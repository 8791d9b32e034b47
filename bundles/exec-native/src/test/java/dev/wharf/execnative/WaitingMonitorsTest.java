package dev.wharf.execnative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.exec.Stdio;
import dev.wharf.spi.exec.Task;
import dev.wharf.spi.exec.TaskId;
import dev.wharf.spi.exec.TaskProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("privileged")
@SuppressWarnings("NullAway.Init") // set before each test
final class WaitingMonitorsTest {
    @TempDir
    Path folder;

    private TestHost host;
    private NativeDriver driver;
    private int names;

    @BeforeEach
    void open() {
        host = new TestHost(folder);
        driver = new NativeDriver(host.kernel, host);
    }

    @AfterEach
    void sweep() {
        host.sweep(driver);
    }

    private Task launch(String id, String... command) {
        Task task = driver.create(host.task(id, host.process(command)), host.streams(id, false, false));
        task.start();
        return task;
    }

    private TaskProcess exec(Task task, String... command) {
        String name = "e" + ++names;
        return task.exec(new TaskId(name), host.process(command), host.streams(name, false, false));
    }

    private static int end(TaskProcess process) {
        return process.exit().orTimeout(20, TimeUnit.SECONDS).join().code();
    }

    private static ProcessHandle monitorOf(TaskProcess process) {
        return monitorOf(process.pid());
    }

    private static ProcessHandle monitorOf(int pid) {
        return ProcessHandle.of(pid).flatMap(ProcessHandle::parent).orElseThrow();
    }

    private List<RunFolder> waiting() {
        return RunFolder.allIn(host.kernel, host.runFolder().resolve("waiting"));
    }

    private int awaitMonitor() throws InterruptedException {
        return TestHost.awaitMonitor(driver);
    }

    @Test
    void aTaskGetsTheMonitorThatWaits() throws Exception {
        int monitor = awaitMonitor();

        Task task = launch("t", "sleep", "1000");

        assertThat(monitorOf(task.pid()).pid()).isEqualTo(monitor);
        assertThat(awaitMonitor()).isNotEqualTo(monitor);
    }

    @Test
    void anExecGetsTheMonitorThatWaits() throws Exception {
        Task task = launch("t", "sleep", "1000");
        int monitor = awaitMonitor();

        TaskProcess exec = exec(task, "sleep", "1000");

        assertThat(monitorOf(exec).pid()).isEqualTo(monitor);
    }

    @Test
    void streamsAndExitCodesAreThoseOfTheirProcess() throws Exception {
        Task task = launch("t", "sleep", "1000");
        awaitMonitor();
        Stdio streams = host.streams("io", true, false);
        TaskProcess cat = task.exec(new TaskId("io"), host.process("sh", "-c", "cat; echo bad >&2; exit 3"), streams);
        host.write(streams.stdin().orElseThrow(), "hello");
        cat.closeStdin();

        assertThat(end(cat)).isEqualTo(3);
        assertThat(host.read(streams.stdout())).isEqualTo("hello");
        assertThat(host.read(streams.stderr().orElseThrow())).isEqualTo("bad\n");
    }

    @Test
    void aTerminalIsRelayed() throws Exception {
        Task task = launch("t", "sleep", "1000");
        awaitMonitor();
        Stdio streams = host.streams("tty", true, true);
        TaskProcess exec =
                task.exec(new TaskId("tty"), host.process("", true, "sh", "-c", "read x; tty; echo got $x"), streams);
        host.write(streams.stdin().orElseThrow(), "word\n");

        assertThat(end(exec)).isZero();
        assertThat(host.read(streams.stdout())).contains("/dev/pts/0").contains("got word");
    }

    @Test
    void onlyTheStandardStreamsCrossTheExec() throws Exception {
        Task task = launch("t", "sleep", "1000");
        awaitMonitor();
        Stdio streams = host.streams("fds", false, false);
        TaskProcess exec = task.exec(new TaskId("fds"), host.process("ls", "/proc/self/fd"), streams);

        assertThat(end(exec)).isZero();
        assertThat(host.read(streams.stdout()).split("\n")).hasSize(4); // with that of the listing itself
    }

    @Test
    void aMonitorKeepsNothingThatBelongsToItsChild() throws Exception {
        Task task = launch("t", "sleep", "1000");
        awaitMonitor();
        ProcessHandle monitor = monitorOf(exec(task, "sleep", "1000"));
        Task plain = launch("plain", "sleep", "1000"); // no monitor waits so soon
        TaskProcess other = exec(plain, "sleep", "1000");

        assertThat(descriptors(monitor)).isEqualTo(descriptors(monitorOf(other)));
    }

    private static List<String> descriptors(ProcessHandle process) throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
            return all.map(WaitingMonitorsTest::target).sorted().toList();
        }
    }

    private static String target(Path descriptor) {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            return target.startsWith("/dev")
                    ? target
                    : target.substring(target.lastIndexOf('/') + 1).replaceAll("[0-9]", "");
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void withoutOneALaunchStartsItsOwn() throws Exception {
        int monitor = awaitMonitor();
        ProcessHandle.of(monitor).orElseThrow().destroyForcibly();
        awaitZombie(monitor);

        Task task = launch("t", "sleep", "1000");
        TaskProcess exec = exec(task, "true");

        assertThat(end(exec)).isZero();
        assertThat(monitorOf(task.pid()).pid()).isNotEqualTo(monitor);
    }

    /** All that the process had open is closed then; its lock goes a moment before its socket. */
    private static void awaitZombie(int pid) throws Exception {
        while (!Files.readString(Path.of("/proc/" + pid + "/stat")).contains(") Z ")) {
            Thread.sleep(5);
        }
    }

    @Test
    void withoutItsFolderItIsOfNoUse() throws Exception {
        int monitor = awaitMonitor();
        waiting().forEach(RunFolder::remove);

        Task task = launch("t", "sleep", "1000");

        assertThat(monitorOf(task.pid()).pid()).isNotEqualTo(monitor);
        assertThat(ProcessHandle.of(monitor)).isEmpty();
    }

    @Test
    void aLaunchThatIsRefusedLeavesNothing() throws Exception {
        Task task = launch("t", "sleep", "1000");
        int monitor = awaitMonitor();

        assertThatThrownBy(() -> task.exec(
                        new TaskId("e"), host.process("nobody", false, "true"), host.streams("e", false, false)))
                .isInstanceOf(DriverException.class);

        assertThat(ProcessHandle.of(monitor)).isEmpty();
        assertThat(task.execs()).isEmpty();
        assertThat(awaitMonitor()).isNotEqualTo(monitor);
    }

    @Test
    void aNameThatIsTakenIsRefused() throws Exception {
        Task task = launch("t", "sleep", "1000");
        awaitMonitor();

        Stdio streams = host.streams("again", false, false);
        assertThatThrownBy(() -> driver.create(host.task("t", host.process("true")), streams))
                .isInstanceOf(DriverException.class);

        assertThat(task.status()).isEqualTo(Task.Status.RUNNING);
        assertThat(waiting()).isEmpty();
    }

    @Test
    void itEndsWithTheDriver() throws Exception {
        int monitor = awaitMonitor();

        driver.close();

        assertThat(ProcessHandle.of(monitor)).isEmpty();
        assertThat(waiting()).isEmpty();
    }

    @Test
    void whatAKilledDaemonLeftIsRemoved() throws Exception {
        driver.close();
        RunFolder left = RunFolder.in(host.kernel, host.runFolder().resolve("waiting/left"));
        left.create();

        driver = new NativeDriver(host.kernel, host);

        assertThat(left.exists()).isFalse();
        awaitMonitor();
    }
}
