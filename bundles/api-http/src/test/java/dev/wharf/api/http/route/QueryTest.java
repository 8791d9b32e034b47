package dev.wharf.api.http.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException.InvalidArgument;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QueryTest {
    @ParameterizedTest
    @CsvSource({
        "a=1,true",
        "a=0,false",
        "a=,false",
        "a,false",
        "b=1,false",
        "a=True,true",
        "a=NO,false",
        "a=none,false",
        "a=+false+,false",
        "a=x,true"
    })
    void flagsAreReadAsDockerReadsThem(String query, boolean expected) {
        assertThat(query(query).flag("a")).isEqualTo(expected);
    }

    @Test
    void escapesAndPlusesAreDecoded() {
        assertThat(query("a=b%2Fc+d&a=e&%61=f").texts("a")).containsExactly("b/c d", "e", "f");
    }

    @Test
    void instantsMayHaveAFraction() {
        assertThat(query("t=12").instant("t")).contains(Instant.ofEpochSecond(12));
        assertThat(query("t=12.5").instant("t")).contains(Instant.ofEpochSecond(12, 500_000_000));
        assertThat(query("t=0").instant("t")).isEmpty();
    }

    @Test
    void filtersMayBeListsOrSets() {
        assertThat(query("filters={\"a\":[\"b\"],\"c\":{\"d\":true}}").filters())
                .containsEntry("a", List.of("b"))
                .containsEntry("c", List.of("d"));
    }

    @Test
    void aBadNumberIsToldInDockersWords() {
        assertThatThrownBy(() -> query("n=x").number("n"))
                .isInstanceOf(InvalidArgument.class)
                .hasMessage("strconv.ParseInt: parsing \"x\": invalid syntax");
    }

    private static Query query(String text) {
        return new Query(Query.parse(text));
    }
}
