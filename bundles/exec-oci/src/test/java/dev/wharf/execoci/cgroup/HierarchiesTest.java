package dev.wharf.execoci.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HierarchiesTest {
    private static final String MEMORY = "25 1 0:22 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory";
    private static final String UNIFIED = "26 1 0:23 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw";
    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    @TempDir
    Path folder;

    @Test
    void bothVersionsAreTheFirstOne() {
        Hierarchies hybrid = Hierarchies.parse(List.of(MEMORY, UNIFIED));

        assertThat(hybrid.version()).isEqualTo(1);
        assertThat(hybrid.isHybrid()).isTrue();
        assertThat(hybrid.roots()).hasSize(2);
        assertThat(hybrid.with("memory")).hasValue(Path.of("/sys/fs/cgroup/memory"));
        assertThat(Hierarchies.parse(List.of(UNIFIED)).version()).isEqualTo(2);
        assertThat(Hierarchies.parse(List.of()).version()).isZero();
    }

    @Test
    void aGroupNeverLiesAboveItsHierarchy() {
        ControlGroup group = Hierarchies.parse(List.of(MEMORY)).group("/../..", "t");

        assertThat(group.file("memory", "x")).hasValue(Path.of("/sys/fs/cgroup/memory/t/x"));
    }

    @Test
    void theSecondVersionIsToldByTheNamesOfTheFirst() throws IOException {
        Path group = Files.createDirectories(folder.resolve("p/t"));
        Files.writeString(group.resolve("cpu.stat"), "usage_usec 5\nuser_usec 3\nsystem_usec 2\nthrottled_usec 7\n");
        Files.writeString(group.resolve("memory.current"), "4096\n");
        Files.writeString(group.resolve("memory.max"), "max\n");
        Files.writeString(group.resolve("memory.stat"), "anon 1\nfile 2\n");
        Files.writeString(group.resolve("memory.events"), "max 6\noom_kill 1\n");
        Files.writeString(group.resolve("io.stat"), "8:0 rbytes=10 wbytes=20 rios=1 wios=2 dbytes=0\n");

        ControlGroup of = new Hierarchies(List.of(), Optional.of(folder)).group("/p", "t");
        var usage = of.usage(CLOCK);

        assertThat(usage.cpu().total()).isEqualTo(5000);
        assertThat(usage.cpu().throttledTime()).isEqualTo(7000);
        assertThat(usage.memory().limit()).isEmpty();
        assertThat(usage.memory().failures()).isEqualTo(6);
        assertThat(usage.memory().statistics()).containsEntry("rss", 1L).containsEntry("cache", 2L);
        assertThat(usage.blockIo().get("io_service_bytes_recursive"))
                .extracting(counter -> counter.operation() + counter.value())
                .containsExactly("Read10", "Write20");
        assertThat(of.outOfMemoryKills()).isOne();
    }
}
