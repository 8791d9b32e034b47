package dev.wharf.graphdriver.aufs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.linux.Linux;
import dev.wharf.spi.Probe;
import dev.wharf.spi.testkit.FakeContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same with the kernel's own AUFS, which few hosts have: see the README. */
@Tag("aufs")
class KernelUnionTest extends UnionFacts {

    KernelUnionTest() {
        super(Linux.kernel(), AufsKernel.ofHost());
    }

    @Test
    void theProbeSucceedsAndLeavesNothing() throws IOException {
        Path other = Files.createDirectory(temp.resolve("other"));

        Probe probe = new AufsProvider().probe(new FakeContext(other));

        assertThat(probe).isEqualTo(Probe.supported());
        assertThat(other).isEmptyDirectory();
        assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).doesNotContain(other.toString());
    }
}
