package dev.wharf.api.http.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2015-11-03T12:00:00Z",
                "2015-01-03T02:03:04.1Z",
                "2015-11-03T12:00:00.000000001Z",
                "2015-11-03T12:00:00.12345678Z",
                "0001-01-01T00:00:00Z",
                "1969-12-31T23:59:59.9Z"
            })
    void asManyDigitsAsNeededAreWritten(String text) {
        assertThat(Times.text(Instant.parse(text))).isEqualTo(text);
    }

    @Test
    void noneIsTheZeroTime() {
        assertThat(Times.text(Optional.empty())).isEqualTo("0001-01-01T00:00:00Z");
    }
}
