package dev.wharf.api.http.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException.InvalidArgument;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @Test
    void whatIsWrittenEndsWithALineFeed() {
        assertThat(text(Json.write(List.of()))).isEqualTo("[]\n");
        assertThat(text(Json.writeLine(ProgressObject.ofStatus("x")))).isEqualTo("{\"status\":\"x\"}\r\n");
    }

    @Test
    void charactersThatHtmlKnowsAreEscapedAsGoDoes() {
        assertThat(text(Json.write(Map.of("k", "a<b>&'\u2028é\"\n"))))
                .isEqualTo("{\"k\":\"a\\u003cb\\u003e\\u0026'\\u2028é\\\"\\n\"}\n");
    }

    @Test
    void halfASurrogatePairDoesNotFailAnAnswer() {
        assertThat(text(Json.write(Map.of("a\ud800", "b\udc00c")))).isEqualTo("{\"a\\uD800\":\"b\\uDC00c\"}\n");
    }

    @Test
    void aWholeSurrogatePairIsWrittenAsItIs() {
        assertThat(text(Json.write(Map.of("k", "\ud83d\ude00<")))).isEqualTo("{\"k\":\"\ud83d\ude00\\u003c\"}\n");
    }

    @Test
    void keysOfMapsAreSorted() {
        assertThat(text(Json.write(Map.of("b", 1, "a", 2, "C", 3)))).isEqualTo("{\"C\":3,\"a\":2,\"b\":1}\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ | unexpected EOF",
                "{\"a\": | unexpected EOF",
                "'' | EOF",
                "{\"a\" 1} | invalid JSON",
                "nul | invalid JSON"
            })
    void whatIsNoJsonIsTheCallersFault(String text, String message) {
        assertThatThrownBy(() -> Json.read(bytes(text)))
                .isInstanceOf(InvalidArgument.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void depthIsLimited() {
        String deep = "[".repeat(65) + "]".repeat(65);

        assertThatThrownBy(() -> Json.read(bytes(deep)))
                .isInstanceOf(InvalidArgument.class)
                .hasMessageContaining("limits");
    }

    @Test
    void lengthOfTextsIsLimited() {
        String longText = "\"" + "x".repeat((1 << 20) + 1) + "\"";

        assertThatThrownBy(() -> Json.read(bytes(longText))).isInstanceOf(InvalidArgument.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "null"})
    void aBodyCanBeAbsent(String text) {
        assertThat(Json.readObject(bytes(text))).isEmpty();
    }

    @Test
    void aBodyIsAnObject() {
        assertThatThrownBy(() -> Json.readObject(bytes("[1]")))
                .isInstanceOf(InvalidArgument.class)
                .hasMessage("json: cannot unmarshal array into an object");
    }

    @Test
    void whatFollowsTheFirstValueIsIgnored() {
        assertThat(Json.readObject(bytes("{\"a\":1} trailing"))).isPresent();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
