package dev.wharf.images.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "busybox, busybox, true",
        "busy*, busybox, true",
        "*, team/tool, false",
        "*/*, team/tool, true",
        "t??l, tool, true",
        "t?l, t/l, false",
        "[a-c]x, bx, true",
        "[^a-c]x, bx, false",
        "[^a-c]x, dx, true",
        "[, [, false",
        "a.c, abc, false",
        "a\\*, a*, true",
        "{a}, a, false",
        "(a, (a, true",
        "[z-a], z, false",
    })
    void patternsAreThoseOfGo(String glob, String text, boolean isMatch) {
        assertThat(Glob.of(glob).matches(text)).isEqualTo(isMatch);
    }
}
