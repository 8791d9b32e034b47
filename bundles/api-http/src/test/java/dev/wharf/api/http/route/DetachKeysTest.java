package dev.wharf.api.http.route;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException.InvalidArgument;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DetachKeysTest {
    @ParameterizedTest
    @CsvSource({"a,97", "ctrl-@,0", "ctrl-a,1", "Ctrl-Z,26", "ctrl-[,27", "ctrl-_,31", "DEL,127"})
    void eachKeyHasItsByte(String name, int octet) {
        assertThat(DetachKeys.parse(name).key(0)).isEqualTo((byte) octet);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ctrl-1", "ab", "ctrl-", "ü", "ctrl-a,xyz"})
    void anUnknownKeyIsRefused(String keys) {
        assertThatThrownBy(() -> DetachKeys.parse(keys))
                .isInstanceOf(InvalidArgument.class)
                .hasMessage("Invalid detach keys (" + keys + ") provided");
    }

    @Test
    void theStandardKeysAreCtrlPAndCtrlQ() {
        DetachKeys keys = DetachKeys.parse("");

        assertThat(keys.count()).isEqualTo(2);
        assertThat(keys.key(0)).isEqualTo((byte) 0x10);
        assertThat(keys.key(1)).isEqualTo((byte) 0x11);
    }

    @ParameterizedTest
    @CsvSource({"'a,b,a,c', ababac, ab", "'a,a,b', aaab, a", "'x', yxz, y", "'a,b', aab, a"})
    void keysThatBeginAnewAreFound(String keys, String typed, String passed) throws IOException {
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        boolean[] isDetached = {false};
        DetachableInput detachable = new DetachableInput(input, DetachKeys.parse(keys), () -> isDetached[0] = true);

        detachable.write(typed.getBytes(ISO_8859_1));

        assertThat(isDetached[0]).isTrue();
        assertThat(input.toString(ISO_8859_1)).isEqualTo(passed);
    }

    @Test
    void keysThatNobodyFinishedAreInput() throws IOException {
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        DetachableInput detachable = new DetachableInput(input, DetachKeys.parse("a,b,c"), () -> {});

        detachable.write("xab".getBytes(ISO_8859_1));
        detachable.close();

        assertThat(input.toString(ISO_8859_1)).isEqualTo("xab");
    }
}
