package dev.wharf.execnative.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MadeParentsTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void aBrokenJournalTellsNothing() throws IOException {
        Path file = Files.write(folder.resolve("parent-groups"), new byte[] {(byte) 0xff, 0, '\n', '/', 0, '\n', 'x'});

        new MadeParents(file).add(Path.of("/sys/fs/cgroup/wharf"));

        assertThat(file).exists();
    }
}
