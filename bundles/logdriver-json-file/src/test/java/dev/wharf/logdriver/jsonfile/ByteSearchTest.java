package dev.wharf.logdriver.jsonfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

final class ByteSearchTest {
    private final Random random = new Random(5);

    @FunctionalInterface
    private interface Search {
        int find(byte[] text, int from, int to);
    }

    @Test
    void lineFeedsAreFound() {
        assertFinds(ByteSearch::lineFeed, value -> value == '\n');
    }

    @Test
    void quotesAndBackslashesAreFound() {
        assertFinds(ByteSearch::quoteOrBackslash, value -> value == '"' || value == '\\');
    }

    @Test
    void whatIsEscapedIsFound() {
        assertFinds(ByteSearch::special, value -> !JsonEscape.isPlain((byte) value));
    }

    /** Bytes near the ones that are looked for are the ones that such arithmetic gets wrong. */
    private void assertFinds(Search search, IntPredicate wanted) {
        for (int round = 0; round < 20_000; round++) {
            byte[] text = new byte[random.nextInt(40)];
            byte plain = (byte) random.nextInt(256);
            for (int i = 0; i < text.length; i++) {
                text[i] = random.nextInt(12) == 0 ? (byte) random.nextInt(256) : plain;
            }
            int from = random.nextInt(text.length + 1);
            int expected = from;
            while (expected < text.length && !wanted.test(text[expected])) {
                expected++;
            }

            assertThat(search.find(text, from, text.length)).isEqualTo(expected);
        }
    }
}
