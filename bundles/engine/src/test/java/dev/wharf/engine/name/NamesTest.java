package dev.wharf.engine.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    @Test
    void idsHaveALetterAmongThoseThatPeopleSee() {
        Ids ids = new Ids();
        for (int i = 0; i < 100; i++) {
            String id = ids.next();
            assertThat(Ids.isFull(id)).isTrue();
            assertThat(Ids.shortened(id)).hasSize(12).containsPattern("[a-f]");
        }
    }

    @Test
    void namesGetADigitFromTheSecondTryOn() {
        List<String> offered = new ArrayList<>();

        String name = new NameGenerator(new Random(1)).generate("0123456789abcdef", candidate -> {
            offered.add(candidate);
            return false;
        });

        assertThat(name).isEqualTo("0123456789ab");
        assertThat(offered).hasSize(6);
        assertThat(offered.get(0)).matches("[a-z]+_[a-z]+");
        assertThat(offered.subList(1, 6)).allMatch(offer -> offer.matches("[a-z]+_[a-z]+[0-9]"));
    }

    @Test
    void namesKeepToTheGrammar() {
        assertThat(ContainerNames.checked("/web.1_a-b")).isEqualTo("web.1_a-b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "a", "-bad", "a b", "a/b", "//web", "ä1", "web\n"})
    void otherNamesAreRefused(String name) {
        assertThatThrownBy(() -> ContainerNames.checked(name))
                .isInstanceOf(EngineException.InvalidArgument.class)
                .hasMessage("Invalid container name (" + name + "), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed");
    }
}
