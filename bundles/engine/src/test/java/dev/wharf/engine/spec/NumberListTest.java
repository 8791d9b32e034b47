package dev.wharf.engine.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberListTest {
    @Test
    void readsNumbersAndRanges() {
        assertThat(NumberList.parse("0-2,4\n")).contains(Set.of(0, 1, 2, 4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "1-", "-1", "3-1", "1,,2", "1-2-3", "99999", "0-999999999999"})
    void refusesAnythingElse(String text) {
        assertThat(NumberList.parse(text)).isEmpty();
    }
}
