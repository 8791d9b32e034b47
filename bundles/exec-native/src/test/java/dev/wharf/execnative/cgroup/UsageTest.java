package dev.wharf.execnative.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.wharf.linux.Linux;
import dev.wharf.spi.exec.TaskUsage;
import dev.wharf.spi.exec.TaskUsage.BlockCounter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Groups of files that look like those of a kernel. */
final class UsageTest {
    @TempDir
    Path folder;

    private void write(Path group, Map<String, String> files) {
        files.forEach((name, text) -> {
            try {
                Files.createDirectories(group);
                Files.writeString(group.resolve(name), text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private TaskUsage usage(List<String> mountinfo) {
        Cgroups cgroups = new Cgroups(Linux.kernel(), CgroupTree.parse(mountinfo), folder.resolve("parents"));
        return cgroups.find("/", "g").usage(Instant.EPOCH);
    }

    private TaskUsage first() {
        return usage(List.of(
                "1 0 0:1 / " + folder + "/cpu rw - cgroup cgroup rw,cpu,cpuacct",
                "2 0 0:2 / " + folder + "/memory rw - cgroup cgroup rw,memory",
                "3 0 0:3 / " + folder + "/blkio rw - cgroup cgroup rw,blkio",
                "4 0 0:4 / " + folder + "/pids rw - cgroup cgroup rw,pids"));
    }

    @Test
    void processorTimeOfTheFirstVersionIsInNanoseconds() {
        write(
                folder.resolve("cpu/g"),
                Map.of(
                        "cpuacct.usage", "5000000\n",
                        "cpuacct.usage_percpu", "3000000 2000000 \n",
                        "cpuacct.stat", "user 3\nsystem 2\n",
                        "cpu.stat", "nr_periods 9\nnr_throttled 4\nthrottled_time 77\n"));

        assertThat(first().cpu())
                .isEqualTo(new TaskUsage.Cpu(5000000, List.of(3000000L, 2000000L), 20_000_000, 30_000_000, 9, 4, 77));
    }

    @Test
    void memoryOfTheFirstVersionHasItsOwnNames() {
        write(
                folder.resolve("memory/g"),
                Map.of(
                        "memory.usage_in_bytes", "100\n",
                        "memory.max_usage_in_bytes", "200\n",
                        "memory.failcnt", "3\n",
                        "memory.limit_in_bytes", "4096\n",
                        "memory.stat", "cache 11\nrss 12\ntotal_rss 12\nhierarchical_memory_limit 4096\n"));

        TaskUsage.Memory memory = first().memory();

        assertThat(memory.usage()).isEqualTo(100);
        assertThat(memory.maxUsage()).hasValue(200);
        assertThat(memory.failures()).isEqualTo(3);
        assertThat(memory.limit()).hasValue(4096);
        assertThat(memory.statistics())
                .containsOnly(
                        entry("cache", 11L),
                        entry("rss", 12L),
                        entry("total_rss", 12L),
                        entry("hierarchical_memory_limit", 4096L));
    }

    @Test
    void theLargestNumberOfPagesIsNoLimit() {
        write(folder.resolve("memory/g"), Map.of("memory.limit_in_bytes", "9223372036854771712\n"));

        assertThat(first().memory().limit()).isEmpty();
    }

    @Test
    void theFirstFileWithBlockCountersCounts() {
        write(
                folder.resolve("blkio/g"),
                Map.of(
                        "blkio.bfq.io_service_bytes_recursive", "Total 0\n",
                        "blkio.throttle.io_service_bytes_recursive", "8:16 Read 4096\n8:16 Total 4096\nTotal 4096\n",
                        "blkio.time_recursive", "8:16 55\n"));

        assertThat(first().blockIo())
                .containsOnly(
                        entry(
                                "io_service_bytes_recursive",
                                List.of(new BlockCounter(8, 16, "Read", 4096), new BlockCounter(8, 16, "Total", 4096))),
                        entry("io_time_recursive", List.of(new BlockCounter(8, 16, "", 55))));
    }

    @Test
    void processesAreCountedWhereTheKernelDoes() {
        assertThat(first().pids()).isEmpty();

        write(folder.resolve("pids/g"), Map.of("pids.current", "7\n"));

        assertThat(first().pids()).hasValue(7);
    }

    private TaskUsage second() {
        return usage(List.of("1 0 0:1 / " + folder + " rw - cgroup2 cgroup2 rw"));
    }

    @Test
    void theSecondVersionIsToldByTheNamesOfTheFirst() {
        write(
                folder.resolve("g"),
                Map.of(
                        "cpu.stat",
                        "usage_usec 5\nuser_usec 3\nsystem_usec 2\nnr_periods 9\nnr_throttled 4\nthrottled_usec 1\n",
                        "memory.current",
                        "100\n",
                        "memory.peak",
                        "200\n",
                        "memory.max",
                        "max\n",
                        "memory.events",
                        "low 0\nhigh 0\nmax 3\noom 1\noom_kill 1\n",
                        "memory.stat",
                        "anon 12\nfile 11\nfile_mapped 5\nanon_thp 1\nfile_writeback 2\npgfault 6\ninactive_file 8\n",
                        "io.stat",
                        "8:16 rbytes=4096 wbytes=0 rios=1 wios=2 dbytes=0 dios=0\n",
                        "pids.current",
                        "7\n"));

        TaskUsage usage = second();

        assertThat(usage.cpu()).isEqualTo(new TaskUsage.Cpu(5000, List.of(), 2000, 3000, 9, 4, 1000));
        assertThat(usage.memory().usage()).isEqualTo(100);
        assertThat(usage.memory().maxUsage()).hasValue(200);
        assertThat(usage.memory().failures()).isEqualTo(3);
        assertThat(usage.memory().limit()).isEmpty();
        assertThat(usage.memory().statistics())
                .contains(entry("cache", 11L), entry("rss", 12L), entry("total_inactive_file", 8L))
                .contains(entry("mapped_file", 5L), entry("rss_huge", 1L), entry("writeback", 2L))
                .doesNotContainKey("pgpgin");
        assertThat(usage.blockIo())
                .containsOnly(
                        entry(
                                "io_service_bytes_recursive",
                                List.of(new BlockCounter(8, 16, "Read", 4096), new BlockCounter(8, 16, "Write", 0))),
                        entry(
                                "io_serviced_recursive",
                                List.of(new BlockCounter(8, 16, "Read", 1), new BlockCounter(8, 16, "Write", 2))));
        assertThat(usage.pids()).hasValue(7);
    }
}
