package dev.wharf.spi.testkit.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.spi.DriverOption;
import dev.wharf.spi.Probe;
import dev.wharf.spi.testkit.FakeContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What a provider tells before it opens a driver. */
abstract class ProbingTopic extends LogTopic {

    @Test
    void theNameFollowsTheGrammar() {
        assertThat(suite().provider().name()).matches("[a-z0-9][a-z0-9_.-]{0,62}");
    }

    @Test
    void theProbeLeavesNothing() throws IOException {
        Path folder = Files.createDirectory(tree().resolve("probed"));

        Probe probe = suite().provider().probe(new FakeContext(folder));

        assertThat(probe).isNotNull();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void eachOptionHasANameOfItsOwn() {
        assertThat(suite().provider().options()).extracting(DriverOption::name).doesNotHaveDuplicates();
    }
}
