package dev.wharf.spi.testkit.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Texts of all kinds. A driver without a reader must take them. */
abstract class ContentTopic extends LogTopic {
    private static final String REPLACEMENT = Kept.latin("\ufffd");
    private static final int LONG = 300_000;

    @Test
    void textOfAllLanguagesIsKept() {
        keeps("größer", "日本語", "😀 \u2028 \u00a0", "\ufeff", "a\u0301");
    }

    @Test
    void whatHasAMeaningInFormatsIsKept() {
        keeps(
                "\"quoted\"",
                "back\\slash",
                "<a href='x'>&amp;</a>",
                "{\"log\":\"x\"}",
                "%s %n $1 {0}",
                " blanks  ",
                "\t");
    }

    @Test
    void controlCharactersAreKept() {
        keeps(
                IntStream.range(0, 0x20)
                        .filter(each -> each != '\n')
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining("x")),
                "\u007f",
                "\r",
                "a\r",
                "\u001b[31mred\u001b[0m");
    }

    @Test
    void longRecordsAreKept() {
        keeps("a".repeat(LONG), "b", "ü".repeat(LONG));
    }

    private void keeps(String... texts) {
        List<Kept> records = IntStream.range(0, texts.length)
                .mapToObj(number -> Kept.line(number, texts[number]))
                .toList();

        write(rig().sink(), records);

        assertTexts(texts(records));
    }

    @Test
    void bytesThatAreNoTextAreKeptOrReplaced() {
        String bytes = "a\u00ffb\u00c3(c\u00e2\u0082";
        Kept line = new Kept(Kept.line(0, "").stream(), Kept.START, bytes, true);

        write(rig().sink(), line, Kept.line(1, "next"));

        if (has(LogFeature.READING)) {
            List<String> read = texts(read());
            assertThat(read).hasSize(2).endsWith("next");
            String mended = read.get(0).replaceAll("(?:" + REPLACEMENT + ")+", "?");
            assertThat(mended).isEqualTo(has(LogFeature.EXACT_BYTES) ? bytes : "a?b?(c?");
        }
    }

    @Test
    void allBytesAreTaken() {
        String bytes = IntStream.range(0, 256)
                .filter(each -> each != '\n')
                .mapToObj(Character::toString)
                .collect(Collectors.joining());

        write(rig().sink(), new Kept(Kept.line(0, "").stream(), Kept.START, bytes, true), Kept.line(1, "next"));

        if (has(LogFeature.READING)) {
            assertThat(texts(read())).hasSize(2).endsWith("next");
        }
    }
}
