package dev.wharf.volume.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.linux.Flags;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountTextsTest {
    @TempDir
    Path folder;

    @Test
    void wordsOfMountBecomeFlagsAndTheRestData() {
        MountOptions options = MountOptions.of("bind,ro,nosuid,suid,rshared,size=1m,uid=5");

        assertThat(options.flags()).isEqualTo(Flags.MS_BIND | Flags.MS_RDONLY);
        assertThat(options.propagation()).isEqualTo(Flags.MS_SHARED | Flags.MS_REC);
        assertThat(options.data()).isEqualTo("size=1m,uid=5");
        assertThat(options.isReadOnlyBind()).isTrue();
        assertThat(MountOptions.of("").data()).isEmpty();
    }

    @Test
    void theFileOfOptionsGivesBackWhatWasWritten() throws Exception {
        MountRequest request = new MountRequest("ext4", "a=\"b\\c\"\n,x", "/dev/ä");

        new OptionsFile(folder).write(Optional.of(request));

        assertThat(new OptionsFile(folder).read()).contains(request);
    }

    @Test
    void theFileOfDockerIsRead() throws Exception {
        Files.writeString(
                folder.resolve("opts.json"),
                "{\"MountType\":\"nfs\",\"MountOpts\":\"addr=h,ro\",\"MountDevice\":\":/a\\u0026b\",\"Quota\":{\"Size\":0}}");

        assertThat(new OptionsFile(folder).read()).contains(new MountRequest("nfs", "addr=h,ro", ":/a&b"));
    }

    @Test
    void sizesHaveUnits() {
        assertThat(Bytes.of("10m")).isEqualTo(10L << 20);
        assertThat(Bytes.of("1.5 GiB")).isEqualTo(3L << 29);
        assertThat(Bytes.of("7")).isEqualTo(7);
    }
}
