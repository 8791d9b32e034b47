package dev.wharf.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnfinishedFoldersTest {
    private final UnfinishedFolders folders = new UnfinishedFolders();

    @Test
    void removingAFolderRemovesThoseBelow() {
        for (String each : List.of("", "a", "a-b", "a/b", "a/b/c", "ab")) {
            folders.add(folder(each));
        }

        folders.remove("a");

        List<String> left = new ArrayList<>();
        folders.forEach((name, head) -> left.add(name));
        assertThat(left).containsExactly("", "a-b", "ab");
    }

    @Test
    void foldersWithoutEndAreRefused() {
        String prefix = "n".repeat(4000);

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 100_000; i++) {
                        folders.add(folder(prefix + i));
                    }
                })
                .isInstanceOfSatisfying(
                        ArchiveException.class, e -> assertThat(e.kind()).isEqualTo(ArchiveException.Kind.TOO_LARGE));
    }

    private static ArchiveEntry folder(String name) {
        return new ArchiveEntry(name, EntryType.FOLDER, 0755, 0, 0, 0, Instant.EPOCH, "", 0, Map.of());
    }
}
