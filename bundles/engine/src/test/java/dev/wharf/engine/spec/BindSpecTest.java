package dev.wharf.engine.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BindSpecTest {
    @Test
    void readsSourceTargetAndMode() {
        BindSpec bind = BindSpec.parse("/srv//a/:/data/../b:ro,z,rslave");

        assertThat(bind.source()).isEqualTo("/srv/a");
        assertThat(bind.target()).isEqualTo("/b");
        assertThat(bind.isReadWrite()).isFalse();
        assertThat(bind.propagation()).isEqualTo("rslave");
        assertThat(bind.isHostPath()).isTrue();
    }

    @Test
    void takesAnythingElseForTheNameOfAVolume() {
        assertThat(BindSpec.parse("vol:/data").isHostPath()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a", "/a:", ":/b", "/a:/b:ro:x", ""})
    void refusesWhatItCannotRead(String text) {
        assertThatThrownBy(() -> BindSpec.parse(text))
                .isInstanceOf(EngineException.InvalidArgument.class)
                .hasMessage("Invalid volume specification: " + text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/a:b|mount path must be absolute",
                "/a:/|destination can't be '/'",
                "/a:/b:rw,ro|invalid mode",
                "/a:/b:fast|invalid mode",
                "/a:/b:z,Z|invalid mode",
                "/a\0:/b|invalid path"
            })
    void refusesBadTargetsAndModes(String text, String message) {
        assertThatThrownBy(() -> BindSpec.parse(text))
                .isInstanceOf(EngineException.InvalidArgument.class)
                .hasMessageContaining(message);
    }
}
