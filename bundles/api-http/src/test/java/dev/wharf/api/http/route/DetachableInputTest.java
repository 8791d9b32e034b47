package dev.wharf.api.http.route;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class DetachableInputTest {
    private final ByteArrayOutputStream passed = new ByteArrayOutputStream();
    private boolean isDetached;
    private final DetachableInput input = new DetachableInput(passed, DetachKeys.parse(""), () -> isDetached = true);

    @Test
    void bothKeysDetach() throws IOException {
        type("a\u0010\u0011b");

        assertThat(isDetached).isTrue();
        assertThat(passed.toString(US_ASCII)).isEqualTo("a");
    }

    @Test
    void bothKeysDetachWhenTheyComeApart() throws IOException {
        type("\u0010");
        type("\u0011");

        assertThat(isDetached).isTrue();
        assertThat(passed.size()).isZero();
    }

    @Test
    void theFirstKeyIsPassedWhenAnotherFollows() throws IOException {
        type("a\u0010");
        type("b\u0010\u0010c");

        assertThat(isDetached).isFalse();
        assertThat(passed.toString(US_ASCII)).isEqualTo("a\u0010b\u0010\u0010c");
    }

    @Test
    void theSecondKeyAloneIsInput() throws IOException {
        type("\u0011");

        assertThat(isDetached).isFalse();
        assertThat(passed.toString(US_ASCII)).isEqualTo("\u0011");
    }

    private void type(String keys) throws IOException {
        input.write(keys.getBytes(US_ASCII));
    }
}
