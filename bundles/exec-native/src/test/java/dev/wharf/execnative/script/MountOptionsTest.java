package dev.wharf.execnative.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.linux.Flags;
import java.util.List;
import org.junit.jupiter.api.Test;

class MountOptionsTest {

    @Test
    void aRemountChangesTheMountBeforeIt() {
        MountOptions options = MountOptions.parse(List.of("remount", "append:diff/3=ro+wh"));

        assertThat(options.flags()).isEqualTo(Flags.MS_REMOUNT);
        assertThat(options.data()).isEqualTo("append:diff/3=ro+wh");
    }

    @Test
    void whatTheKernelKnowsAsAFlagIsNoData() {
        MountOptions options = MountOptions.parse(List.of("rw", "nosuid", "ro", "size=64k"));

        assertThat(options.isReadOnly()).isTrue();
        assertThat(options.data()).isEqualTo("size=64k");
    }
}
