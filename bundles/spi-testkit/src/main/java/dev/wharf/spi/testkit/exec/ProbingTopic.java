package dev.wharf.spi.testkit.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.spi.DriverOption;
import dev.wharf.spi.NamedValue;
import dev.wharf.spi.Probe;
import dev.wharf.spi.exec.Task;
import dev.wharf.spi.testkit.FakeContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What a provider tells before it opens a driver, and what a driver tells of itself. */
abstract class ProbingTopic extends ExecutionTopic {

    @Test
    void theNameFollowsTheGrammar() {
        assertThat(suite().provider().name()).matches("[a-z0-9][a-z0-9_.-]{0,62}");
    }

    @Test
    void theProbeLeavesNothing() throws IOException {
        Path folder = Files.createDirectory(rig().folder().resolve("probed"));

        Probe probe = suite().provider().probe(new FakeContext(folder));

        assertThat(probe).isEqualTo(Probe.supported());
        assertThat(folder).isEmptyDirectory();
        assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).doesNotContain(folder.toString());
    }

    @Test
    void theProbeOfAnOpenFolderChangesNothing() {
        Running<Task> box = rig().start(Command.of("sleep", "1000"));

        suite().provider().probe(rig().context());

        assertThat(box.process().status()).isEqualTo(Task.Status.RUNNING);
        assertThat(driver().list()).hasSize(1);
    }

    @Test
    void eachOptionHasANameOfItsOwn() {
        assertThat(suite().provider().options()).extracting(DriverOption::name).doesNotHaveDuplicates();
    }

    @Test
    void eachLineOfTheStatusHasANameOfItsOwn() {
        assertThat(driver().status()).extracting(NamedValue::name).doesNotHaveDuplicates();
    }
}
