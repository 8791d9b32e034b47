package dev.wharf.logdriver.jsonfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.spi.DriverException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonFileOptionsTest {
    @Test
    void anUnknownOptionIsRefusedInDockersWords() {
        assertThatThrownBy(() -> new JsonFileProvider().validate(Map.of("max-size", "1k", "foo", "bar")))
                .isInstanceOf(DriverException.class)
                .hasMessage("unknown log opt 'foo' for json-file log driver")
                .extracting(e -> ((DriverException) e).kind())
                .isEqualTo(DriverException.Kind.INVALID_ARGUMENT);
    }

    @ParameterizedTest
    @CsvSource({"10, 10", "10k, 10000", "10K, 10000", "3m, 3000000", "2MB, 2000000", "1g, 1000000000", "7b, 7"})
    void sizesAreDecimal(String text, long bytes) {
        assertThat(JsonFileOptions.of(Map.of("max-size", text)).maxSize()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "max-size, ten, invalid size: 'ten'",
        "max-size, -1, invalid size: '-1'",
        "max-size, 0k, max-size must be a positive number",
        "max-file, 0, max-file cannot be less than 1",
        "max-file, x, 'strconv.ParseInt: parsing \"x\": invalid syntax'",
    })
    void badValuesAreRefused(String name, String value, String message) {
        assertThatThrownBy(() -> JsonFileOptions.of(Map.of(name, value)))
                .isInstanceOf(DriverException.class)
                .hasMessage(message);
    }

    @Test
    void withoutOptionsNothingIsRotated() {
        JsonFileOptions options = JsonFileOptions.of(Map.of());

        assertThat(options.maxSize()).isEqualTo(Long.MAX_VALUE);
        assertThat(options.maxFiles()).isEqualTo(1);
        assertThat(options.labels()).isEmpty();
    }
}
