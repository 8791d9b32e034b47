package dev.wharf.graphdriver.aufs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AufsKernelTest {
    @TempDir
    Path folder;

    @Test
    void aufsIsThereWhenTheListHasItsName() throws IOException {
        assertThat(kernel("nodev\tsysfs\n\text4\nnodev\taufs\n", "").hasAufs()).isTrue();
        assertThat(kernel("nodev\tsysfs\nnodev\tnotaufs\n", "").hasAufs()).isFalse();
    }

    @Test
    void withoutAListThereIsNoAufs() {
        assertThat(new AufsKernel(folder.resolve("none"), folder.resolve("none")).hasAufs())
                .isFalse();
    }

    @Test
    void theConfigurationOfAModuleTellsHowManyBranchesItTakes() throws IOException {
        String wide = "CONFIG_AUFS_FS=m\nCONFIG_AUFS_BRANCH_MAX_1023=y\nCONFIG_AUFS_SBILIST=y\n";

        assertThat(kernel("", wide).mostBranches()).isEqualTo(1023);
    }

    @Test
    void withoutAConfigurationItIsTheDefault() {
        assertThat(new AufsKernel(folder.resolve("none"), folder.resolve("none")).mostBranches())
                .isEqualTo(127);
    }

    private AufsKernel kernel(String fileSystems, String configuration) throws IOException {
        return new AufsKernel(
                Files.writeString(folder.resolve("filesystems"), fileSystems),
                Files.writeString(folder.resolve("config"), configuration));
    }
}
