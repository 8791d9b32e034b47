package dev.wharf.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonTextTest {
    record Sample(Optional<String> name, List<String> words, int count, Optional<Sample> inner) {}

    @Test
    void whatIsMissingIsEmpty() {
        Sample sample = JsonText.read(Sample.class, "{\"words\":[\"a\"],\"inner\":{\"name\":\"x\"},\"other\":1}");

        assertThat(sample.name()).isEmpty();
        assertThat(sample.words()).containsExactly("a");
        assertThat(sample.inner().orElseThrow())
                .isEqualTo(new Sample(Optional.of("x"), List.of(), 0, Optional.empty()));
    }

    @Test
    void whatIsNoSuchRecordIsRefused() {
        for (String text : List.of("", "null", "[]", "{\"count\":\"many\"}", "{\"words\":{}}", "{} {}", "{\"name\"")) {
            assertThatIllegalArgumentException().as(text).isThrownBy(() -> JsonText.read(Sample.class, text));
        }
    }
}
