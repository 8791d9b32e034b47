package dev.wharf.archive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BroughtNamesTest {
    private final BroughtNames names = new BroughtNames();

    @Test
    void foldersOnTheWayAreBroughtToo() {
        names.add("a/b/c");

        assertThat(names.contains("a/b/c")).isTrue();
        assertThat(names.contains("a/b")).isTrue();
        assertThat(names.contains("a")).isTrue();
        assertThat(names.contains("a/b/d")).isFalse();
        assertThat(names.contains("b")).isFalse();
    }

    @Test
    void manyNamesAreKept() {
        for (int i = 0; i < 100_000; i++) {
            names.add("folder" + i % 100 + "/" + i);
        }

        for (int i = 0; i < 100_000; i++) {
            assertThat(names.contains("folder" + i % 100 + "/" + i)).isTrue();
        }
        assertThat(names.contains("folder0/1")).isFalse();
    }
}
