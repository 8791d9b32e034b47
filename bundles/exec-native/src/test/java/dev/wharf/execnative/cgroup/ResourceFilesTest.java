package dev.wharf.execnative.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.linux.Linux;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.exec.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResourceFilesTest {
    private static final OptionalLong NONE = OptionalLong.empty();

    @TempDir
    Path folder;

    private void writeFirst(Resources resources, String... present) throws IOException {
        write(resources, "cgroup cgroup rw,memory,cpu,cpuset,blkio,pids", present);
    }

    private void writeSecond(Resources resources, String... present) throws IOException {
        Files.writeString(folder.resolve("cgroup.controllers"), "cpu cpuset io memory pids");
        write(resources, "cgroup2 cgroup2 rw", present);
    }

    private void write(Resources resources, String mount, String... present) throws IOException {
        for (String file : present) {
            Files.createDirectories(folder.resolve("g"));
            Files.writeString(folder.resolve("g").resolve(file), "");
        }
        CgroupTree tree = CgroupTree.parse(List.of("1 0 0:1 / " + folder + " rw - " + mount));
        ControlFile files = new ControlFile(Linux.kernel());
        new ResourceFiles(tree, files, new Cgroup(tree, files, "/", "g")).write(resources);
    }

    private String file(String name) throws IOException {
        return Files.readString(folder.resolve("g").resolve(name));
    }

    private static Resources memory(long memory, long swap) {
        return new Resources(
                OptionalLong.of(memory),
                OptionalLong.of(swap),
                NONE,
                OptionalLong.of(1 << 20),
                OptionalInt.empty(),
                false,
                NONE,
                NONE,
                NONE,
                "",
                "",
                OptionalInt.empty(),
                NONE);
    }

    private static Resources of(OptionalInt swappiness, OptionalInt weight, OptionalLong pids, boolean noKill) {
        return new Resources(NONE, NONE, NONE, NONE, swappiness, noKill, NONE, NONE, NONE, "", "", weight, pids);
    }

    @Test
    void memoryAndSwapTogetherAreOneLimitInTheFirstVersion() throws IOException {
        writeFirst(memory(100, 300), "memory.limit_in_bytes", "memory.memsw.limit_in_bytes");

        assertThat(file("memory.limit_in_bytes")).isEqualTo("100");
        assertThat(file("memory.memsw.limit_in_bytes")).isEqualTo("300");
    }

    @Test
    void theSecondVersionLimitsSwapAlone() throws IOException {
        writeSecond(memory(100, 300), "memory.max", "memory.swap.max");

        assertThat(file("memory.max")).isEqualTo("100");
        assertThat(file("memory.swap.max")).isEqualTo("200");
    }

    @Test
    void noLimitNeedsNoFile() throws IOException {
        writeFirst(memory(100, -1), "memory.limit_in_bytes");
        writeFirst(of(OptionalInt.empty(), OptionalInt.empty(), OptionalLong.of(-1), false));

        assertThat(file("memory.limit_in_bytes")).isEqualTo("100");
    }

    @Test
    void aLimitThatTheKernelDoesNotHaveIsRefused() {
        assertRefused("memory.memsw.limit_in_bytes", () -> writeFirst(memory(100, 300), "memory.limit_in_bytes"));
        assertRefused(
                "memory.swappiness",
                () -> writeSecond(of(OptionalInt.of(10), OptionalInt.empty(), NONE, false), "memory.max"));
        assertRefused(
                "memory.oom_control",
                () -> writeSecond(of(OptionalInt.empty(), OptionalInt.empty(), NONE, true), "memory.max"));
        assertRefused(
                "blkio.weight",
                () -> writeFirst(of(OptionalInt.empty(), OptionalInt.of(300), NONE, false), "memory.limit_in_bytes"));
    }

    private static void assertRefused(String file, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .hasMessage("the kernel has no " + file)
                .extracting(e -> ((DriverException) e).kind())
                .isEqualTo(DriverException.Kind.UNSUPPORTED);
    }

    @Test
    void blockWeightsGoToTheSchedulerThatTakesThem() throws IOException {
        writeFirst(of(OptionalInt.empty(), OptionalInt.of(300), NONE, false), "blkio.weight");
        writeSecond(of(OptionalInt.empty(), OptionalInt.of(1000), NONE, false), "io.weight");

        assertThat(file("blkio.weight")).isEqualTo("300");
        assertThat(file("io.weight")).isEqualTo("default 10000");
    }
}
