package dev.wharf.engine.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.engine.testing.InMemoryStore;
import dev.wharf.store.RecordSet;
import dev.wharf.store.RecordType;
import dev.wharf.store.Store;
import org.junit.jupiter.api.Test;

final class HiddenStoreTest {
    private static final RecordType<Word> WORDS =
            RecordType.of("words", Word.class).indexed("text", Word::text);

    private record Word(String text) {}

    private final Store store = new InMemoryStore();

    @Test
    void recordsAreNotSeenByOthers() {
        RecordSet<Word> hidden = new HiddenStore(store).open(WORDS);

        hidden.put("a", new Word("one"));

        assertThat(hidden.by("text", "one")).hasSize(1);
        assertThat(store.open(WORDS).all()).isEmpty();
    }

    @Test
    void recordsOfOthersStay() {
        store.open(WORDS).put("a", new Word("one"));

        assertThat(new HiddenStore(store).open(WORDS).all()).isEmpty();
        assertThat(store.open(WORDS).all()).hasSize(1);
    }

    @Test
    void recordsOfAnEarlierRehearsalAreForgotten() {
        new HiddenStore(store).open(WORDS).put("a", new Word("one"));

        assertThat(new HiddenStore(store).open(WORDS).all()).isEmpty();
    }
}
