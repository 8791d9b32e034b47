package dev.wharf.execoci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.execoci.launch.RunFolder;
import dev.wharf.linux.Linux;
import dev.wharf.spi.DriverException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OciRuntimeTest {
    private static final String TELLS_CREATED = "echo '{\"id\": \"box\", \"status\": \"created\"}'";

    @TempDir
    Path folder;

    private RunFolder task;

    @BeforeEach
    void makeFolders() throws IOException {
        Files.createDirectories(folder.resolve("state/box"));
        task = new RunFolder(Linux.kernel(), Files.createDirectory(folder.resolve("task")));
    }

    @Test
    void whatIsCreatedWaits() throws IOException {
        assertThat(runtime(TELLS_CREATED).isWaiting(task, "box")).isTrue();
    }

    @Test
    void whatHasEndedDoesNotWait() throws IOException {
        assertThat(runtime("echo '{\"status\": \"stopped\"}'").isWaiting(task, "box"))
                .isFalse();
    }

    @Test
    void aRuntimeThatIsKilledIsAskedAgain() throws IOException {
        OciRuntime once = runtime("mkdir " + folder.resolve("killed") + " 2>/dev/null && kill -9 $$; " + TELLS_CREATED);

        assertThat(once.isWaiting(task, "box")).isTrue();
    }

    @Test
    void whatItNeverHeldDoesNotWait() throws IOException {
        assertThat(runtime("exit 1").isWaiting(task, "another")).isFalse();
    }

    @Test
    void nothingIsTakenForStartedThatItDoesNotTellOf() throws IOException {
        for (String silent : new String[] {"exit 1", "exit 0", "echo {}"}) {
            OciRuntime runtime = runtime(silent);

            assertThatThrownBy(() -> runtime.isWaiting(task, "box")).isInstanceOf(DriverException.class);
        }
    }

    private OciRuntime runtime(String script) throws IOException {
        Path program = folder.resolve("runtime");
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return new OciRuntime(program, folder.resolve("state"));
    }
}
