package dev.wharf.linux.network.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.linux.Kernel;
import dev.wharf.linux.Linux;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("privileged")
class FilterChangesTest {
    private static final String NAME = "wtNFTc" + ProcessHandle.current().pid();
    private static final Path NAMESPACE = Path.of("/run/netns", NAME);
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final Kernel kernel = Linux.kernel();

    @BeforeEach
    void makeNamespace() throws Exception {
        run("ip", "netns", "add", NAME);
    }

    @AfterEach
    void removeNamespace() throws Exception {
        run("ip", "netns", "del", NAME);
    }

    @Test
    void whatOthersChangeIsHeardOf() throws Exception {
        try (FilterChanges changes = FilterChanges.open(kernel, NAMESPACE)) {
            run("ip", "netns", "exec", NAME, "nft", "add", "table", "inet", "x");

            assertThat(changes.await(LONG)).isTrue();
            assertThat(changes.await(SHORT)).isFalse();
        }
    }

    @Test
    void whatThisProcessChangesIsNot() {
        try (FilterChanges changes = FilterChanges.open(kernel, NAMESPACE);
                FilterSocket filter = FilterSocket.open(kernel, NAMESPACE)) {
            filter.commit(new Transaction().add(new Table(Family.INET, "x"), ""));

            assertThat(changes.await(SHORT)).isFalse();
        }
    }

    private static void run(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
