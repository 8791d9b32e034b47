package dev.wharf.execoci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.testkit.FakeContext;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecOciProviderTest {
    @TempDir
    Path folder;

    @Test
    void aRuntimeThatIsNoProgramIsRefused() {
        for (String path : new String[] {"runc", "/no/such/runtime", "/etc/passwd"}) {
            assertThatThrownBy(() -> new ExecOciProvider().open(new FakeContext(folder), Map.of("runtime", path)))
                    .isInstanceOfSatisfying(
                            DriverException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID_ARGUMENT))
                    .hasMessageContaining(path);
        }
    }

    @Test
    void aProgramThatDoesNotTellItsVersionIsNoRuntime() {
        assertThat(new OciRuntime(Path.of("/bin/false"), folder).version()).isEmpty();
        assertThat(new OciRuntime(Path.of("/no/such"), folder).version()).isEmpty();
    }
}
