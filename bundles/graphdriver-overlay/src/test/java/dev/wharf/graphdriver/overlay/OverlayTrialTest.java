package dev.wharf.graphdriver.overlay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.linux.Errno;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.Probe;
import dev.wharf.spi.testkit.RecordingKernel;
import java.nio.file.Path;
import java.util.ArrayList;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverlayTrialTest {
    private static final Path FOLDER = Path.of("/var/lib/wharf/graph/overlay");

    @TempDir
    Path state;

    @Test
    void aKernelWithoutOverlayfsIsTold() {
        assertReason(new Refusals(FOLDER, "extfs").of(new LinuxException(Errno.ENODEV, "mount overlay")))
                .startsWith("overlayfs does not work on extfs at " + FOLDER + ": the kernel has no overlayfs");
    }

    @Test
    void aLackOfPrivilegesIsTold() {
        assertReason(new Refusals(FOLDER, "extfs").of(new LinuxException(Errno.EPERM, "mount overlay")))
                .contains("mounting needs root with CAP_SYS_ADMIN");
    }

    @Test
    void aFileSystemThatIsReadOnlyIsTold() {
        assertReason(new Refusals(FOLDER, "extfs").of(new LinuxException(Errno.EROFS, "mkdir trial")))
                .contains("mounted read-only");
    }

    @Test
    void overlayfsOnItselfIsTold() {
        assertReason(new Refusals(FOLDER, "overlayfs").of(new LinuxException(Errno.EINVAL, "mount overlay")))
                .contains("overlayfs cannot keep its layers on overlayfs");
    }

    @Test
    void aFileSystemThatCannotBeTheUpperOneIsTold() {
        assertReason(new Refusals(FOLDER, "nfs").of(new LinuxException(Errno.EINVAL, "mount overlay")))
                .contains("on nfs", "this file system cannot hold its upper layer", "such as ext4");
    }

    @Test
    void aFileSystemWithoutTypesInListingsIsTold() {
        assertReason(new Refusals(FOLDER, "xfs").noTypesInListings()).contains("has no d_type", "ftype=1");
    }

    @Test
    void aFileSystemWithoutTrustedAttributesIsTold() {
        assertReason(new Refusals(FOLDER, "tmpfs").noTrustedAttributes()).contains("trusted.*");
    }

    @Test
    @Tag("privileged")
    void aTrialThatFailsLeavesNothing() {
        var kernel = RecordingKernel.of(new ArrayList<>(), call -> {
            if (call.equals("mount")) {
                throw new LinuxException(Errno.ENODEV, "mount overlay");
            }
        });

        assertReason(new OverlayTrial(kernel, state).run()).contains("the kernel has no overlayfs");

        assertThat(state).isEmptyDirectory();
    }

    private static AbstractStringAssert<?> assertReason(Probe probe) {
        assertThat(probe).isInstanceOf(Probe.Unsupported.class);
        return assertThat(((Probe.Unsupported) probe).reason());
    }
}
