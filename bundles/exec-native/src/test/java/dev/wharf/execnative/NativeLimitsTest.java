package dev.wharf.execnative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.exec.CgroupSpec;
import dev.wharf.spi.exec.ExitStatus;
import dev.wharf.spi.exec.OutOfMemoryNotices;
import dev.wharf.spi.exec.ProcessSpec;
import dev.wharf.spi.exec.ResourceLimit;
import dev.wharf.spi.exec.Resources;
import dev.wharf.spi.exec.Stdio;
import dev.wharf.spi.exec.Task;
import dev.wharf.spi.exec.TaskId;
import dev.wharf.spi.exec.TaskProcess;
import dev.wharf.spi.exec.TaskSpec;
import dev.wharf.spi.exec.TaskStatistics;
import dev.wharf.spi.exec.TaskUsage;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is counted and limited, on the control groups of this host. */
@Tag("privileged")
@SuppressWarnings("NullAway.Init") // set before each test
final class NativeLimitsTest {
    private static final String HOG = "x=aaaaaaaa; while :; do x=$x$x; done";

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
        return task.exit().orTimeout(60, TimeUnit.SECONDS).join();
    }

    private Task create(long memoryBytes, String... command) {
        OptionalLong none = OptionalLong.empty();
        OptionalLong memory = OptionalLong.of(memoryBytes);
        Resources resources = new Resources(
                memory,
                memory,
                none,
                none,
                OptionalInt.empty(),
                false,
                none,
                none,
                none,
                "0",
                "",
                OptionalInt.empty(),
                OptionalLong.of(50));
        TaskSpec plain = host.task("t", host.process(command));
        CgroupSpec cgroup =
                new CgroupSpec("/wharf-test", "t", resources, plain.cgroup().devices());
        return driver.create(TestHost.withCgroup(plain, cgroup), host.streams("s", false, false));
    }

    @Test
    void whatATaskUsesIsCounted() {
        Task task = create(64 << 20, "sh", "-c", "i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done; sleep 1000");
        task.start();

        TaskUsage usage = task.as(TaskStatistics.class).orElseThrow().usage();

        assertThat(usage.cpu().total()).isPositive();
        assertThat(usage.memory().usage()).isPositive();
        assertThat(usage.memory().limit()).hasValue(64 << 20);
        assertThat(usage.memory().statistics()).containsKeys("rss", "total_rss", "cache");
        assertThat(usage.pids().orElse(0)).isBetween(1L, 2L);
        assertThat(usage.blockIo()).containsKey("io_service_bytes_recursive");
    }

    @Test
    void anEndedTaskIsNotCounted() {
        Task task = create(64 << 20, "true");
        task.start();
        end(task);

        assertThatThrownBy(() -> ((NativeTask) task).usage())
                .extracting(e -> ((DriverException) e).kind())
                .isEqualTo(DriverException.Kind.NOT_FOUND);
        assertThatThrownBy(() -> ((NativeTask) task).onOutOfMemory(() -> {}))
                .extracting(e -> ((DriverException) e).kind())
                .isEqualTo(DriverException.Kind.NOT_FOUND);
    }

    @Test
    void theEndOfTheFirstProcessForLackOfMemoryIsToldBeforeItsExit() {
        AtomicInteger told = new AtomicInteger();
        Task task = create(8 << 20, "sh", "-c", HOG);
        task.as(OutOfMemoryNotices.class).orElseThrow().onOutOfMemory(told::incrementAndGet);
        task.start();

        assertThat(end(task).outOfMemory()).isTrue();
        assertThat(end(task).code()).isEqualTo(137);
        assertThat(told.get()).isEqualTo(1);
    }

    @Test
    void theEndOfAnotherProcessForLackOfMemoryIsTold() throws Exception {
        var told = new java.util.concurrent.CountDownLatch(1);
        Task task = create(8 << 20, "sh", "-c", "sh -c '" + HOG + "'; sleep 1000");
        task.as(OutOfMemoryNotices.class).orElseThrow().onOutOfMemory(told::countDown);
        task.start();

        assertThat(told.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(task.status()).isEqualTo(Task.Status.RUNNING);
    }

    @Test
    void aCpusetThatTheHostDoesNotHaveIsTheCallersFault() {
        TaskSpec plain = host.task("t", host.process("true"));
        OptionalLong none = OptionalLong.empty();
        Resources resources = new Resources(
                none,
                none,
                none,
                none,
                OptionalInt.empty(),
                false,
                none,
                none,
                none,
                "9000",
                "",
                OptionalInt.empty(),
                none);
        CgroupSpec cgroup =
                new CgroupSpec("/wharf-test", "t", resources, plain.cgroup().devices());

        assertThatThrownBy(() -> driver.create(TestHost.withCgroup(plain, cgroup), host.streams("s", false, false)))
                .extracting(e -> ((DriverException) e).kind())
                .isEqualTo(DriverException.Kind.INVALID_ARGUMENT);
        assertThat(driver.list()).isEmpty();
    }

    private ProcessSpec limited(String... command) {
        ProcessSpec plain = host.process(command);
        List<ResourceLimit> limits = List.of(
                new ResourceLimit("nofile", 5, 5),
                new ResourceLimit("nproc", 1, 1),
                new ResourceLimit("fsize", 0, 0),
                new ResourceLimit("stack", 256 << 10, 256 << 10),
                new ResourceLimit("data", 1 << 20, 1 << 20),
                new ResourceLimit("as", 8 << 20, 8 << 20));
        return new ProcessSpec(
                plain.arguments(),
                plain.environment(),
                plain.folder(),
                plain.user(),
                plain.groups(),
                plain.capabilities(),
                limits,
                plain.terminal(),
                plain.noNewPrivileges(),
                plain.oomScoreAdjust(),
                plain.seccomp(),
                "");
    }

    private static void assertLimited(String output) {
        assertThat(output.replaceAll(" +", " "))
                .contains("Max open files 5 5 ")
                .contains("Max processes 1 1 ")
                .contains("Max file size 0 0 ")
                .contains("Max stack size 262144 262144 ")
                .contains("Max data size 1048576 1048576 ")
                .contains("Max address space 8388608 8388608 ");
    }

    @Test
    void lowLimitsHoldForTheFirstProcessAndNotForItsLaunch() {
        Stdio streams = host.streams("s", false, false);
        Task task = driver.create(host.task("t", limited("cat", "/proc/self/limits")), streams);
        task.start();

        assertThat(end(task).code()).isZero();
        assertLimited(host.read(streams.stdout()));
    }

    @Test
    void lowLimitsHoldForAFurtherProcessAndNotForItsLaunch() {
        Task task = driver.create(host.task("t", limited("sleep", "1000")), host.streams("s", false, false));
        task.start();
        Stdio streams = host.streams("e", false, false);

        TaskProcess exec = task.exec(new TaskId("e"), limited("cat", "/proc/self/limits"), streams);

        assertThat(exec.exit().orTimeout(60, TimeUnit.SECONDS).join().code()).isZero();
        assertLimited(host.read(streams.stdout()));
    }
}
