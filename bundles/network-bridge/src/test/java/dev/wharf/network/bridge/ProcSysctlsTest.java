package dev.wharf.network.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcSysctlsTest {
    @TempDir
    Path folder;

    @Test
    void onlyWhatDiffersIsWritten() throws Exception {
        Path file = Files.writeString(folder.resolve("ip_forward"), "0\n");
        var sysctls = new ProcSysctls(folder);

        sysctls.ensure("ip_forward", "0");
        assertThat(file).hasContent("0\n");

        sysctls.ensure("ip_forward", "1");
        assertThat(Files.readString(file)).isEqualTo("1");
    }

    @Test
    void whatTheKernelHasNotIsLeft() {
        var sysctls = new ProcSysctls(folder);

        sysctls.ensure("ipv6/none", "1");

        assertThat(sysctls.read("ipv6/none")).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }
}
