package dev.wharf.images.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.image.ImageQuery;
import dev.wharf.images.content.Digest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImageSelectionTest {
    private final Images images = new Images();
    private final Digest base = images.add("a", Optional.empty());
    private final Digest child = images.add("ab", Optional.of(base), "team/tool:v1", "team/tool:v2", "other:x");
    private final Digest dangling = images.add("c", Optional.empty(), Map.of("k", "v"));
    private final Digest labelled = images.add("d", Optional.empty(), Map.of("k", "w"), "labelled:latest");

    @Test
    void theNewestComesFirstAndParentsAreHidden() {
        assertThat(ids(false, "", Map.of())).containsExactly(labelled, dangling, child);
        assertThat(ids(true, "", Map.of())).containsExactly(labelled, dangling, child, base);
    }

    @Test
    void aNameSelectsImagesAndNames() {
        List<ImageSelection.Row> rows = rows(false, "team/tool", Map.of());

        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).tags()).containsExactly("team/tool:v1", "team/tool:v2");
        assertThat(rows(false, "team/*:v2", Map.of()).get(0).tags()).containsExactly("team/tool:v2");
        assertThat(ids(true, "*", Map.of())).containsExactly(labelled, child);
    }

    @Test
    void danglingImagesHaveNoNameAndNoChild() {
        assertThat(ids(true, "", Map.of("dangling", List.of("true")))).containsExactly(dangling);
        assertThat(ids(false, "", Map.of("dangling", List.of("false")))).containsExactly(labelled, child);
    }

    @Test
    void labelsSelectByKeyOrValue() {
        assertThat(ids(false, "", Map.of("label", List.of("k")))).containsExactly(labelled, dangling);
        assertThat(ids(false, "", Map.of("label", List.of("k=v")))).containsExactly(dangling);
        assertThat(ids(false, "", Map.of("label", List.of("k=v", "z")))).isEmpty();
    }

    @Test
    void unknownFiltersAreRefused() {
        assertThatThrownBy(() -> rows(false, "", Map.of("bogus", List.of("1"))))
                .isInstanceOf(InvalidArgument.class)
                .hasMessage("Invalid filter 'bogus'");
        assertThatThrownBy(() -> rows(false, "", Map.of("dangling", List.of("maybe"))))
                .isInstanceOf(InvalidArgument.class)
                .hasMessage("Invalid filter 'dangling=[maybe]'");
    }

    private List<Digest> ids(boolean all, String repository, Map<String, List<String>> filters) {
        return rows(all, repository, filters).stream()
                .map(row -> row.image().id())
                .toList();
    }

    private List<ImageSelection.Row> rows(boolean all, String repository, Map<String, List<String>> filters) {
        return ImageSelection.of(images.snapshot(), new ImageQuery(all, repository, filters));
    }
}
