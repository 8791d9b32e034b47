package dev.wharf.api.http.version;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiVersionTest {

    @ParameterizedTest
    @CsvSource({"1.21, 1.21", "1.021, 1.21", "1.21.0, 1.21", "1, 1.0", "0, 0.0", "01.5, 1.5", "1.99, 1.99"})
    void numbersAreReadOneByOne(String text, String version) {
        assertThat(ApiVersion.parse(text)).map(ApiVersion::toString).contains(version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "1.", ".5", "abc", "1.x", "-1.2", "1..2"})
    void anythingElseIsNoVersion(String text) {
        assertThat(ApiVersion.parse(text)).isEmpty();
    }

    @Test
    void tenComesAfterNine() {
        assertThat(new ApiVersion(1, 9).isBefore(new ApiVersion(1, 10))).isTrue();
        assertThat(new ApiVersion(1, 10).isBefore(new ApiVersion(1, 10))).isFalse();
        assertThat(new ApiVersion(2, 0).isBefore(new ApiVersion(1, 21))).isFalse();
    }

    @Test
    void aNumberBeyondAllBoundsIsJustLarge() {
        assertThat(ApiVersion.parse("1.99999999999999999999"))
                .hasValueSatisfying(version ->
                        assertThat(ApiVersion.NEWEST.isBefore(version)).isTrue());
    }
}
