package dev.wharf.logdriver.jsonfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.spi.log.LogRecord;
import dev.wharf.spi.log.LogStream;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LineParserTest {
    private static Optional<LogRecord> parsed(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return new LineParser().parse(bytes, 0, bytes.length);
    }

    @Test
    void aLineOfDockerIsRead() {
        LogRecord record = parsed(
                        "{\"log\":\"a\\u003cb\\n\",\"stream\":\"stderr\",\"time\":\"2015-11-03T10:00:00.5Z\"}")
                .orElseThrow();

        assertThat(Logs.text(record)).isEqualTo("a<b");
        assertThat(record.stream()).isEqualTo(LogStream.STDERR);
        assertThat(record.instant()).isEqualTo(Instant.parse("2015-11-03T10:00:00.500Z"));
        assertThat(record.endsLine()).isTrue();
    }

    @Test
    void orderSpaceAttributesAndUnknownKeysDoNotMatter() {
        LogRecord record = parsed("{ \"time\" : \"2015-11-03T11:00:00.25+01:00\", \"attrs\": {\"a\":[\"}\",1]},"
                        + " \"n\": null, \"stream\":\"stdout\", \"log\":\"\\ud83d\\udc33\\t\\/\" }")
                .orElseThrow();

        assertThat(Logs.text(record)).isEqualTo("\ud83d\udc33\t/");
        assertThat(record.instant()).isEqualTo(Instant.parse("2015-11-03T10:00:00.250Z"));
        assertThat(record.endsLine()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}",
                "garbage",
                "{\"log\":\"x\"}",
                "{\"log\":\"x\\",
                "{\"log\":\"\\u00\",\"time\":\"2015-11-03T10:00:00Z\"}",
                "{\"log\":\"x\",\"time\":\"yesterday\"}",
                "{\"log\":\"x\",\"time\":\"2015-13-03T10:00:00Z\"}",
                "{\"log\":\"x\",\"attrs\":{{,\"time\":\"2015-11-03T10:00:00Z\"}",
            })
    void whatIsNoLineIsEmpty(String line) {
        assertThat(parsed(line)).isEmpty();
    }

    @Test
    void whatWasWrittenIsReadBack() {
        var random = new Random(7);
        var encoder = new LineEncoder(Map.of("key", "a\"b"));
        var parser = new LineParser();
        var out = new ByteText();
        for (int round = 0; round < 1_500; round++) {
            byte[] bytes = bytes(random);
            Instant instant = Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
            boolean endsLine = random.nextBoolean();
            out.clear();

            encoder.write(Logs.record(bytes, instant, endsLine), out);
            LogRecord read = parser.parse(out.array(), 0, out.length() - 1).orElseThrow();

            assertThat(Logs.text(read)).isEqualTo(replaced(bytes));
            assertThat(read.instant()).isEqualTo(instant);
            assertThat(read.endsLine()).isEqualTo(endsLine);
        }
    }

    @Test
    void cutLinesNeverFail() {
        var random = new Random(11);
        var encoder = new LineEncoder(Map.of("key", "value"));
        var out = new ByteText();
        for (int round = 0; round < 1_500; round++) {
            out.clear();
            encoder.write(Logs.record(bytes(random), Logs.START, true), out);
            int cut = random.nextInt(out.length() - 1);

            assertThat(new LineParser().parse(out.array(), 0, cut)).isEmpty();
        }
    }

    /** Half of them any bytes, half of them characters, without a line feed, as the lines of containers are. */
    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        if (random.nextBoolean()) {
            bytes = new String(bytes, StandardCharsets.UTF_16LE).getBytes(StandardCharsets.UTF_8);
        }
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == '\n' ? (byte) '&' : bytes[i];
        }
        return bytes;
    }

    /** As Go does: a replacement character for each byte that belongs to no character. */
    private static String replaced(byte[] bytes) {
        var text = new StringBuilder();
        for (int at = 0; at < bytes.length; ) {
            int width = bytes[at] >= 0 ? 1 : valid(bytes, at);
            text.append(width == 0 ? "\ufffd" : new String(bytes, at, width, StandardCharsets.UTF_8));
            at += Math.max(width, 1);
        }
        return text.toString();
    }

    private static int valid(byte[] bytes, int at) {
        for (int width = 2; width <= 4 && at + width <= bytes.length; width++) {
            var decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
            try {
                decoder.decode(java.nio.ByteBuffer.wrap(bytes, at, width));
                return width;
            } catch (java.nio.charset.CharacterCodingException e) {
                continue;
            }
        }
        return 0;
    }
}
