package dev.wharf.images.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.wharf.engine.api.image.HistoryEntry;
import dev.wharf.images.content.Digest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private final Images images = new Images();

    @Test
    void theNewestStepComesFirstWithTheParentsThatAreHere() {
        Digest base = images.add("a", Optional.empty(), "base:latest");
        Digest top = images.add("ab", Optional.of(base), "top:latest");
        Snapshot now = images.snapshot();

        List<HistoryEntry> history = History.of(now, now.resolve("top").image());

        assertThat(history)
                .extracting(HistoryEntry::id, HistoryEntry::createdBy, HistoryEntry::size, HistoryEntry::tags)
                .containsExactly(
                        tuple(top.toString(), "make b", 98L, List.of("top:latest")),
                        tuple(base.toString(), "make a", 97L, List.of("base:latest")));
    }

    @Test
    void stepsOfImagesThatAreNotHereHaveNoId() {
        images.add("ab", Optional.empty(), "top:latest");
        Snapshot now = images.snapshot();

        assertThat(History.of(now, now.resolve("top").image()))
                .extracting(HistoryEntry::id)
                .last()
                .isEqualTo("");
    }

    @Test
    void emptyStepsHaveNoSizeAndAnUntoldHistoryHasAStepForEachLayer() {
        Digest diff = Digest.of(new byte[0]);
        String told = "{\"history\":[{\"created_by\":\"a\"},{\"created_by\":\"b\",\"empty_layer\":true}],"
                + "\"rootfs\":{\"diff_ids\":[\"" + diff + "\"]}}";
        String untold = "{\"rootfs\":{\"diff_ids\":[\"" + diff + "\"]}}";

        assertThat(history(told)).extracting(HistoryEntry::size).containsExactly(0L, 7L);
        assertThat(history(untold)).extracting(HistoryEntry::size).containsExactly(7L);
    }

    private static List<HistoryEntry> history(String config) {
        NewImage image = NewImage.of(config.getBytes(UTF_8), Optional.empty(), "folders", List.of(7L));
        Snapshot now = Snapshot.of(Map.of(), Map.of()).with(Edit.adding(List.of(image), Map.of()));
        return History.of(now, now.resolve(image.id().hex()).image());
    }
}
