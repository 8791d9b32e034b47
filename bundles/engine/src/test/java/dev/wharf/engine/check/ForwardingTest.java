package dev.wharf.engine.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForwardingTest {
    private static final List<String> OTHERS = List.of("something else");

    @TempDir
    private Path folder;

    @Test
    void aHostThatForwardsIsNotMentioned() throws IOException {
        assertThat(warnings("1\n")).isEqualTo(OTHERS);
    }

    @Test
    void aHostThatDoesNotForwardIsToldInTheWordsOfDocker() throws IOException {
        assertThat(warnings("0\n"))
                .containsExactly("something else", "IPv4 forwarding is disabled. Networking will not work.");
    }

    @Test
    void aHostThatDoesNotTellIsNotMentioned() {
        assertThat(new Forwarding(folder.resolve("nothing")).warningsAfter(OTHERS))
                .isEqualTo(OTHERS);
    }

    private List<String> warnings(String setting) throws IOException {
        Path file = Files.writeString(folder.resolve("ip_forward"), setting);
        return new Forwarding(file).warningsAfter(OTHERS);
    }
}
