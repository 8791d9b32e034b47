package dev.wharf.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.spi.log.LogRecord;
import dev.wharf.spi.log.LogStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineCutterTest {
    private static final Instant NOW = Instant.parse("2015-11-03T12:00:00Z");

    private final LineCutter cutter = new LineCutter(LogStream.STDOUT);
    private final LogClock clock = new LogClock();
    private final List<LogRecord> records = new ArrayList<>();

    @Test
    void aBlockIsCutIntoItsLines() {
        cut("one\ntwo\n\nthree\n");

        assertThat(texts()).containsExactly("one", "two", "", "three");
        assertThat(cutter.carried()).isZero();
    }

    @Test
    void aLineThatComesInPiecesIsOneRecord() {
        cut("he");
        cut("ll");
        cut("o\nwor");
        cut("ld\n");

        assertThat(texts()).containsExactly("hello", "world");
    }

    @Test
    void whatHasNoLineFeedYetIsCarried() {
        cut("one\ntwo");

        assertThat(texts()).containsExactly("one");
        assertThat(cutter.carried()).isEqualTo(3);
    }

    @Test
    void theLastLineNeedsNoLineFeed() {
        cut("one\ntwo");

        cutter.end(clock, records);
        cutter.end(clock, records);

        assertThat(texts()).containsExactly("one", "two");
        assertThat(records.get(1).endsLine()).isTrue();
    }

    @Test
    void aLongLineIsCutIntoPartsOf16KiB() {
        cut("x".repeat(40_000) + "\n");

        assertThat(records).extracting(record -> record.bytes().remaining()).containsExactly(16_384, 16_384, 7_232);
        assertThat(records).extracting(LogRecord::endsLine).containsExactly(false, false, true);
    }

    @Test
    void aLineOf16KiBIsWhole() {
        cut("x".repeat(16_384));
        cut("\ny\n");

        assertThat(records).extracting(record -> record.bytes().remaining()).containsExactly(16_384, 1);
        assertThat(records).extracting(LogRecord::endsLine).containsExactly(true, true);
    }

    @Test
    void aLongLineInSmallPiecesIsCutAtTheSamePlaces() {
        for (int piece = 0; piece < 4_000; piece++) {
            cut("0123456789");
        }
        cut("\n");

        assertThat(records).extracting(record -> record.bytes().remaining()).containsExactly(16_384, 16_384, 7_232);
        assertThat(String.join("", texts())).isEqualTo("0123456789".repeat(4_000));
    }

    @Test
    void eachRecordHasATimeOfItsOwn() {
        cut("one\ntwo\n");

        assertThat(records).extracting(LogRecord::instant).containsExactly(NOW, NOW.plusNanos(1));
    }

    private void cut(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        clock.set(NOW);
        cutter.cut(bytes, 0, bytes.length, clock, records);
    }

    private List<String> texts() {
        return records.stream()
                .map(record -> StandardCharsets.UTF_8
                        .decode(record.bytes().duplicate())
                        .toString())
                .toList();
    }
}
