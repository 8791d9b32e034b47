package dev.wharf.snapshots;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BackingFileSystemTest {
    private static final String MOUNTS =
            """
            25 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
            30 25 8:1 / /var/lib rw,relatime - xfs /dev/sda1 rw
            31 25 0:30 / /with\\040blank rw - tmpfs tmpfs rw
            32 30 0:31 / /var/lib rw - btrfs /dev/sdb rw
            """;

    @Test
    void theLongestMountPointCounts() {
        assertThat(BackingFileSystem.of(Path.of("/home/x"), MOUNTS)).isEqualTo("extfs");
        assertThat(BackingFileSystem.of(Path.of("/with blank/x"), MOUNTS)).isEqualTo("tmpfs");
        assertThat(BackingFileSystem.of(Path.of("/var/libx"), MOUNTS)).isEqualTo("extfs");
    }

    @Test
    void theLastMountAtAPlaceHidesTheOthers() {
        assertThat(BackingFileSystem.of(Path.of("/var/lib/wharf"), MOUNTS)).isEqualTo("btrfs");
    }
}
