package dev.wharf.api.http.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileModeTest {
    /** The values that Go 1.19 prints for uint32(os.FileMode). */
    @ParameterizedTest
    @CsvSource({
        "100644, 420",
        "040755, 2147484141",
        "041777, 2148532735",
        "120777, 134218239",
        "060660, 67109296",
        "020666, 69206454",
        "010644, 33554852",
        "140755, 16777709",
        "104755, 8389101",
        "102755, 4194797"
    })
    void bitsAreThoseOfGo(String octal, long go) {
        assertThat(FileMode.ofStat(Integer.parseInt(octal, 8))).isEqualTo(go);
    }

    @Test
    void aTypeThatGoDoesNotKnowIsNone() {
        assertThat(FileMode.ofStat(0)).isZero();
    }
}
