package dev.wharf.execoci.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.linux.Linux;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.exec.ProcessSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramTest {
    private static final Identity ROOT = new Identity(0, 0, List.of(), "/");
    private static final Identity STRANGER = new Identity(54_321, 54_321, List.of(), "/");

    @TempDir
    Path root;

    @BeforeEach
    void fill() throws IOException {
        Files.createDirectories(root.resolve("bin"));
        Files.createDirectories(root.resolve("sbin"));
        program("bin/elf", "\177ELF", "rwxr-xr-x");
        program("bin/script", "#! /bin/elf -x\n", "rwxr-xr-x");
        program("bin/orphan", "#!/no/such\n", "rwxr-xr-x");
        program("bin/odd", "odd", "rwxr-xr-x");
        program("bin/mine", "\177ELF", "rwx------");
        program("sbin/elf", "\177ELF", "rw-r--r--");
    }

    private void program(String name, String content, String mode) throws IOException {
        Files.writeString(root.resolve(name), content);
        Files.setPosixFilePermissions(root.resolve(name), PosixFilePermissions.fromString(mode));
    }

    private Program of(Identity identity, String command) {
        ProcessSpec process = new ProcessSpec(
                List.of(command),
                List.of("PATH=/sbin:/bin"),
                "/",
                "",
                List.of(),
                Set.of(),
                List.of(),
                false,
                false,
                0,
                Optional.empty(),
                "");
        return new Program(Linux.kernel(), new ContainerView(Linux.kernel(), root, List.of()), process, identity);
    }

    private void assertRefused(Identity identity, String command, Kind kind, String message) {
        assertThatThrownBy(of(identity, command)::check)
                .isInstanceOfSatisfying(
                        DriverException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessage(message);
    }

    @Test
    void programsAndScriptsCanBeExecuted() {
        assertThatNoException().isThrownBy(of(ROOT, "/bin/elf")::check);
        assertThatNoException().isThrownBy(of(ROOT, "bin/script")::check);
    }

    @Test
    void whatMayNotBeExecutedIsPassedOverInThePath() {
        assertThatNoException().isThrownBy(of(ROOT, "elf")::check);
    }

    @Test
    void refusalsTellWhatTheKernelWould() {
        assertRefused(ROOT, "nosuch", Kind.NOT_FOUND, "exec: \"nosuch\": executable file not found in $PATH");
        assertRefused(ROOT, "/no/such", Kind.NOT_FOUND, "exec: \"/no/such\": stat /no/such: no such file or directory");
        assertRefused(
                ROOT,
                "/bin/orphan",
                Kind.NOT_FOUND,
                "exec: \"/bin/orphan\": stat /bin/orphan: no such file or directory");
        assertRefused(ROOT, "/sbin/elf", Kind.INVALID_ARGUMENT, "exec: \"/sbin/elf\": permission denied");
        assertRefused(ROOT, "/bin", Kind.INVALID_ARGUMENT, "exec: \"/bin\": permission denied");
        assertRefused(ROOT, "/bin/odd", Kind.INVALID_ARGUMENT, "exec: \"/bin/odd\": exec format error");
    }

    @Test
    void modesCountForOtherUsers() {
        assertRefused(STRANGER, "/bin/mine", Kind.INVALID_ARGUMENT, "exec: \"/bin/mine\": permission denied");
        assertThatNoException().isThrownBy(of(STRANGER, "elf")::check);
    }
}
