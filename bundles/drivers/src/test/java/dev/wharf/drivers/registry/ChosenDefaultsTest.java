package dev.wharf.drivers.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException.Internal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChosenDefaultsTest {
    @TempDir
    Path root;

    @Test
    void aChoiceOutlivesTheDaemon() throws IOException {
        ChosenDefaults.in(root.resolve("data")).keep("graph", "vfs");
        ChosenDefaults.in(root.resolve("data")).keep("log", "syslog");
        ChosenDefaults.in(root.resolve("data")).keep("graph", "overlay");

        ChosenDefaults chosen = ChosenDefaults.in(root.resolve("data"));

        assertThat(chosen.of("graph")).contains("overlay");
        assertThat(chosen.of("log")).contains("syslog");
        assertThat(chosen.of("exec")).isEmpty();
        assertThat(root.resolve("data/default-drivers")).hasContent("graph=overlay\nlog=syslog");
        try (var files = Files.list(root.resolve("data"))) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void aFileThatMakesNoSenseTellsNothing() throws IOException {
        Files.write(root.resolve("default-drivers"), new byte[] {(byte) 0xff, '=', 'x'});
        assertThat(ChosenDefaults.in(root).of("graph")).isEmpty();

        Files.writeString(root.resolve("default-drivers"), "nonsense\n=x\ngraph = vfs\n");
        assertThat(ChosenDefaults.in(root).of("graph")).contains("vfs");
    }

    @Test
    void aChoiceThatCannotBeKeptIsNotMade() throws IOException {
        ChosenDefaults chosen = ChosenDefaults.in(root);
        chosen.keep("graph", "vfs");
        Files.createDirectory(root.resolve("default-drivers.new"));

        assertThatThrownBy(() -> chosen.keep("graph", "overlay")).isInstanceOf(Internal.class);

        assertThat(chosen.of("graph")).contains("vfs");
        assertThat(ChosenDefaults.in(root).of("graph")).contains("vfs");
    }
}
