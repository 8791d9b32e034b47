package dev.wharf.engine.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AskedPathTest {
    /** As Docker 1.9.1 names and reads them. */
    @ParameterizedTest
    @CsvSource({
        "/, /, /, true",
        "., /, ., true",
        "/., /, ., true",
        "/a, /a, a, false",
        "a, /a, a, false",
        "/a/, /a, a, true",
        "/a/., /a, ., true",
        "/a/./, /a, ., true",
        "//a//b, /a/b, b, false",
        "/a/../b, /b, b, false",
        "../../b, /b, b, false",
        "/a/.., /, /, true",
        "/a/./b, /a/b, b, false"
    })
    void readsPathsAsDockerDoes(String text, String path, String name, boolean isFolder) {
        assertThat(AskedPath.of(text)).isEqualTo(new AskedPath(text, path, name, isFolder));
    }

    @Test
    void refusesWhatNoFileCanHave() {
        assertThatThrownBy(() -> AskedPath.of("")).isInstanceOf(EngineException.InvalidArgument.class);
        assertThatThrownBy(() -> AskedPath.of("/a\0b")).isInstanceOf(EngineException.InvalidArgument.class);
    }
}
