package dev.wharf.itests.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wharf.itests.golden.Difference.What;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonTest {
    private static final String THEIR_ID = "c17b648bcbca3b64ea08c7d8408797e895aa397589745ead473d18afc8f37e2b";
    private static final String OUR_ID = "df9af22bea5e27cf9b6eefed2377d9696712a153bf349f7f6be3caddd763a6a0";
    private static final String JSON = "application/json";

    private final Ids ids = new Ids();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":1} | {\"a\":1} | ''",
                "{\"a\":1} | {} | MISSING /a",
                "{} | {\"a\":1} | EXTRA /a",
                "{\"a\":1} | {\"a\":\"1\"} | JSON_TYPE /a",
                "{\"a\":null} | {\"a\":[]} | JSON_TYPE /a",
                "{\"a\":[{\"b\":1}]} | {\"a\":[{\"b\":2}]} | VALUE /a/*/b",
                "{\"a\":[1,2]} | {\"a\":[1]} | LENGTH /a",
                "{\"a\":1}{\"a\":2} | {\"a\":1}{\"a\":3} | VALUE /*/a"
            })
    void jsonIsComparedByKeysTypesAndValues(String recorded, String ours, String difference) {
        List<Difference> differences = compare(JSON, recorded, ours);

        assertThat(differences.stream().map(found -> found.what() + " " + found.place()))
                .isEqualTo(difference.isEmpty() ? List.of() : List.of(difference));
    }

    @Test
    void idsStandForOneAnother() {
        assertThat(compare(JSON, "{\"Id\":\"sha256:" + THEIR_ID + "\"}", "{\"Id\":\"" + OUR_ID + "\"}"))
                .isEmpty();
        assertThat(ids.replaceIn("/containers/" + THEIR_ID.substring(0, 12) + "/json"))
                .isEqualTo("/containers/" + OUR_ID.substring(0, 12) + "/json");
        assertThat(compare("text/plain", "no such id: " + THEIR_ID, "no such id: " + OUR_ID))
                .isEmpty();
    }

    @Test
    void idsStandForOneAnotherAsKeysToo() {
        ids.learn(THEIR_ID, OUR_ID);

        assertThat(compare(JSON, "{\"" + THEIR_ID + "\":1}", "{\"" + OUR_ID + "\":1}"))
                .isEmpty();
    }

    @Test
    void networksHaveNoOrder() {
        Answer recorded = answer(JSON, "[{\"Name\":\"b\"},{\"Name\":\"a\"}]");
        Answer ours = answer(JSON, "[{\"Name\":\"a\"},{\"Name\":\"b\"}]");

        assertThat(new Comparison(call("networks", recorded), ours, ids).differences())
                .isEmpty();
    }

    @Test
    void anotherStatusHidesTheRest() {
        Comparison comparison =
                new Comparison(call("x", answer(JSON, "{}")), new Answer(404, "text/plain", bytes("no")), ids);

        assertThat(comparison.differences()).containsExactly(new Difference("x", What.STATUS, "", "200 {}", "404 no"));
    }

    @Test
    void framesMayBeCutElsewhere() {
        byte[] one = HexFormat.of().parseHex("01000000000000036f7574" + "0200000000000001" + "65");
        byte[] other =
                HexFormat.of().parseHex("0200000000000001" + "65" + "01000000000000016f" + "01000000000000027574");

        assertThat(Frames.text(one)).isEqualTo("out:outerr:e").isEqualTo(Frames.text(other));
        assertThat(Frames.text(bytes("from a terminal\r\n"))).isEqualTo("from a terminal\r\n");
    }

    @Test
    void eventsAreComparedByKind() {
        String recorded =
                "{\"Type\":\"container\",\"Action\":\"die\",\"id\":\"a\"}{\"Type\":\"network\",\"Action\":\"x\"}";
        String ours = "{\"Type\":\"container\",\"Action\":\"die\"}{\"Type\":\"container\",\"Action\":\"odd\"}";
        Comparison comparison = new Comparison(call("events", answer(JSON, recorded)), answer(JSON, ours), ids);

        assertThat(comparison.differences().stream().map(found -> found.what() + " " + found.place()))
                .containsExactly("MISSING /id", "EXTRA container odd");
    }

    @Test
    void aKnownDifferenceNeedsAReasonAndMustShowUp() throws JsonProcessingException {
        KnownDifferences known = known(
                """
                [{"calls":"ps-*","what":"MISSING","place":"/*/State","why":"newer"},
                 {"calls":"info","what":"VALUE","place":"*","ours":"1.9*","why":"ours","until":"1.19"}]""",
                "1.20");

        assertThat(known.cover(new Difference("ps-all", What.MISSING, "/*/State", "running", "")))
                .isTrue();
        assertThat(known.cover(new Difference("ps-all", What.VALUE, "/*/State", "running", "")))
                .isFalse();
        assertThat(known.cover(new Difference("info", What.VALUE, "/x", "1", "1.9")))
                .isFalse();
        assertThat(known.stale()).isEmpty();
    }

    @Test
    void aKnownDifferenceThatDoesNotShowUpIsStale() throws JsonProcessingException {
        KnownDifferences known = known("[{\"calls\":\"x\",\"what\":\"STATUS\",\"why\":\"because\"}]", "1.12");

        assertThat(known.stale()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.12", "1.15", "1.18", "1.19", "1.20", "1.21"})
    void theRecordingOfAVersionIsThere(String version) {
        assertThat(RecordedCall.of(version))
                .hasSizeGreaterThan(150)
                .allSatisfy(call -> assertThat(call.answer().status()).isPositive());
    }

    private static KnownDifferences known(String list, String version) throws JsonProcessingException {
        JsonNode entries = new ObjectMapper().readTree(list);
        return KnownDifferences.of(entries, version);
    }

    private List<Difference> compare(String type, String recorded, String ours) {
        return new Comparison(call("x", answer(type, recorded)), answer(type, ours), ids).differences();
    }

    private static RecordedCall call(String name, Answer answer) {
        return new RecordedCall(
                name, "GET", "/x", Map.of(), new byte[0], Optional.empty(), false, answer, false, false);
    }

    private static Answer answer(String type, String text) {
        return new Answer(200, type, bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
