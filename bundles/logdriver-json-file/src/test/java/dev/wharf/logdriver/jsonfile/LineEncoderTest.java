package dev.wharf.logdriver.jsonfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.spi.log.LogRecord;
import dev.wharf.spi.log.LogStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LineEncoderTest {
    private static String encoded(LogRecord record, Map<String, String> attributes) {
        var out = new ByteText();
        new LineEncoder(attributes).write(record, out);
        return new String(out.toBytes(), StandardCharsets.UTF_8);
    }

    private static String log(byte[] bytes) {
        String line = encoded(Logs.record(bytes, Logs.START, false), Map.of());
        return line.substring("{\"log\":\"".length(), line.indexOf("\",\"stream\""));
    }

    private static String log(String text) {
        return log(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aLineIsThatOfDocker() {
        assertThat(encoded(Logs.line("hello"), Map.of()))
                .isEqualTo("{\"log\":\"hello\\n\",\"stream\":\"stdout\",\"time\":\"2015-11-03T10:00:00Z\"}\n");
    }

    @Test
    void aPartOfALineHasNoLineFeed() {
        assertThat(encoded(Logs.record(new byte[] {'x'}, Logs.START, false), Map.of()))
                .startsWith("{\"log\":\"x\",");
    }

    @Test
    void standardErrorIsNamed() {
        var record = new LogRecord(LogStream.STDERR, Logs.START, ByteBuffer.allocate(0), true);

        assertThat(encoded(record, Map.of())).startsWith("{\"log\":\"\\n\",\"stream\":\"stderr\",");
    }

    @Test
    void attributesAreSortedAndEscaped() {
        assertThat(encoded(Logs.line("x"), Map.of("role", "<db>", "HOME", "/root")))
                .contains(",\"attrs\":{\"HOME\":\"/root\",\"role\":\"\\u003cdb\\u003e\"},\"time\":");
    }

    @Test
    void theCharactersThatGoEscapesAreEscaped() {
        assertThat(log("\"\\\n\r\t\b\u0001<>&\u2028\u2029"))
                .isEqualTo("\\\"\\\\\\n\\r\\u0009\\u0008\\u0001\\u003c\\u003e\\u0026\\u2028\\u2029");
    }

    @Test
    void allOtherCharactersStandForThemselves() {
        String text = " ~\u007fäß€\u2027\u202a\ud83d\udc33'/";

        assertThat(log(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "ff, \\ufffd",
        "80, \\ufffd",
        "c0af, \\ufffd\\ufffd",
        "e282, \\ufffd\\ufffd",
        "e28241, \\ufffd\\ufffdA",
        "eda080, \\ufffd\\ufffd\\ufffd",
        "f4908080, \\ufffd\\ufffd\\ufffd\\ufffd",
        "e09f80, \\ufffd\\ufffd\\ufffd",
        "f0808080, \\ufffd\\ufffd\\ufffd\\ufffd",
    })
    void eachByteThatIsNoUtf8BecomesTheReplacement(String hex, String expected) {
        assertThat(log(java.util.HexFormat.of().parseHex(hex))).isEqualTo(expected);
    }

    @Test
    void whatAnEarlierRecordLeftBehindIsNotRead() {
        var encoder = new LineEncoder(Map.of());
        encoder.write(Logs.line("ab\u2028"), new ByteText());
        var out = new ByteText();

        encoder.write(Logs.record(new byte[] {'a', 'b', (byte) 0xe2}, Logs.START, true), out);

        assertThat(new String(out.toBytes(), StandardCharsets.UTF_8)).startsWith("{\"log\":\"ab\\ufffd\\n\"");
    }

    @ParameterizedTest
    @CsvSource({
        "2015-11-03T10:00:00Z, 2015-11-03T10:00:00Z",
        "2015-11-03T10:00:00.5Z, 2015-11-03T10:00:00.5Z",
        "2015-11-03T10:00:00.120Z, 2015-11-03T10:00:00.12Z",
        "2015-11-03T10:00:00.000001Z, 2015-11-03T10:00:00.000001Z",
        "2015-11-03T10:00:00.123456789Z, 2015-11-03T10:00:00.123456789Z",
        "1969-12-31T23:59:59.25Z, 1969-12-31T23:59:59.25Z",
    })
    void timesHaveNoZerosAtTheirEnd(Instant instant, String expected) {
        var out = new ByteText();

        new TimeText().write(instant, out);

        assertThat(new String(out.toBytes(), StandardCharsets.US_ASCII)).isEqualTo(expected);
        assertThat(new TimeText().read(out.array(), 0, out.length())).isEqualTo(instant);
    }
}
