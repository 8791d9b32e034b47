package dev.wharf.graphdriver.aufs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Flags;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.NamedValue;
import dev.wharf.spi.Probe;
import dev.wharf.spi.testkit.FakeContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AufsProbeTest {
    @TempDir
    Path temp;

    private Path state;

    @BeforeEach
    void makeFolder() throws IOException {
        state = Files.createDirectory(temp.resolve("state"));
    }

    @Test
    void aKernelWithoutAufsIsTold() throws IOException {
        var kernel = new PretendedAufs();

        Probe probe = new AufsProvider(knowing("nodev\toverlay\n")).probe(kernel, new FakeContext(state));

        assertReason(probe)
                .startsWith("AUFS was not found in /proc/filesystems")
                .contains("modprobe aufs");
        assertThat(kernel.calls()).isEmpty();
    }

    @Test
    void theTrialMountsTwoBranchesAndLeavesNothing() throws IOException {
        var kernel = new PretendedAufs();

        Probe probe = new AufsProvider(knowing("nodev\taufs\n")).probe(kernel, new FakeContext(state));

        assertThat(probe).isEqualTo(Probe.supported());
        assertThat(kernel.calls())
                .containsExactly(
                        new PretendedAufs.Call(0, "br:trial/upper=rw,dio,noplink,xino=" + state.resolve("trial.xino")),
                        new PretendedAufs.Call(Flags.MS_REMOUNT, "append:trial/lower=ro+wh"));
        assertThat(state).isEmptyDirectory();
    }

    @Test
    void aTrialThatWasKilledDoesNotHinderTheNext() throws IOException {
        Files.createDirectories(state.resolve("trial/upper/folder/deeper"));

        Probe probe = new AufsProvider(knowing("nodev\taufs\n")).probe(new PretendedAufs(), new FakeContext(state));

        assertThat(probe).isEqualTo(Probe.supported());
        assertThat(state).isEmptyDirectory();
    }

    @Test
    void aTrialThatFailsIsToldAndLeavesNothing() throws IOException {
        var kernel = new PretendedAufs(1, true);

        Probe probe = new AufsProvider(knowing("nodev\taufs\n")).probe(kernel, new FakeContext(state));

        assertReason(probe).startsWith("AUFS does not work on").contains("at " + state, "mount aufs");
        assertThat(state).isEmptyDirectory();
    }

    @Test
    void aCommaInThePathOfInodeTablesIsTold() throws IOException {
        Path run = Files.createDirectory(temp.resolve("a,b"));
        var context = new FakeContext(state, run, Runnable::run);

        Probe probe = new AufsProvider(knowing("nodev\taufs\n")).probe(new PretendedAufs(), context);

        assertReason(probe).isEqualTo("AUFS takes no path with a comma, as in " + run);
    }

    @Test
    void fileSystemsThatDockerRefusesAreTold() {
        assertThat(Aufs.UNFIT).contains("aufs", "btrfs", "ecryptfs", "overlayfs");
        assertReason(new Refusals(state, "btrfs").unfitFileSystem())
                .isEqualTo("AUFS is not supported over btrfs at " + state
                        + "; keep the state on another file system, such as ext4");
    }

    @Test
    void aLackOfPrivilegesIsTold() {
        assertReason(new Refusals(state, "extfs").of(new LinuxException(Errno.EPERM, "mount aufs")))
                .contains("mounting needs root with CAP_SYS_ADMIN");
    }

    @Test
    void aUnionThatShowsWhatIsDeletedIsTold() {
        assertReason(new Refusals(state, "extfs").wrongUnion()).contains("does not hide what whiteouts");
    }

    @Test
    void dirperm1IsUsedWhereATrialMountTakesIt() throws IOException {
        assertDirperm1(new PretendedAufs(127, true), knowing("nodev\taufs\n"), "true");
        assertDirperm1(new PretendedAufs(127, false), knowing("nodev\taufs\n"), "false");
    }

    @Test
    void withoutAufsDirperm1IsNotTried() throws IOException {
        var kernel = new PretendedAufs();

        assertDirperm1(kernel, knowing("nodev\toverlay\n"), "false");

        assertThat(kernel.calls()).isEmpty();
    }

    private void assertDirperm1(PretendedAufs kernel, AufsKernel aufs, String expected) {
        try (var driver = Aufs.open(kernel, new FakeContext(state), aufs)) {
            assertThat(driver.status()).contains(new NamedValue("Dirperm1 Supported", expected));
        }
        assertThat(state.resolve("trial")).doesNotExist();
    }

    private AufsKernel knowing(String fileSystems) throws IOException {
        Path list = Files.writeString(temp.resolve("filesystems"), fileSystems);
        return new AufsKernel(list, temp.resolve("none"));
    }

    private static AbstractStringAssert<?> assertReason(Probe probe) {
        assertThat(probe).isInstanceOf(Probe.Unsupported.class);
        return assertThat(((Probe.Unsupported) probe).reason());
    }
}
