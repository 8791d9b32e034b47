package dev.wharf.images.layer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipesTest {
    @TempDir
    private Path folder = Path.of("");

    private Recipes recipes = new Recipes(Path.of(""));

    @BeforeEach
    void open() {
        recipes = new Recipes(folder.resolve("recipes"));
    }

    @Test
    void aRecipeThatIsKeptIsFound() throws IOException {
        kept("vfs/abc", "one");
        kept("vfs/abc", "two");

        assertThat(recipes.has("vfs/abc")).isTrue();
        try (InputStream recipe = recipes.open("vfs/abc")) {
            assertThat(recipe.readAllBytes()).isEqualTo("two".getBytes(UTF_8));
        }
        assertThat(folder.resolve("recipes/drafts")).isEmptyDirectory();
    }

    @Test
    void aDraftThatIsNotKeptLeavesNothing() throws IOException {
        try (Recipes.Draft draft = recipes.draft()) {
            draft.stream().write(1);
        }

        assertThat(folder.resolve("recipes/drafts")).isEmptyDirectory();
    }

    @Test
    void aMissingRecipeIsNotThere() {
        assertThat(recipes.has("vfs/abc")).isFalse();
        assertThatThrownBy(() -> recipes.open("vfs/abc")).isInstanceOf(NoSuchFileException.class);
        recipes.remove("vfs/abc");
    }

    @Test
    void aSweepRemovesDraftsAndRecipesOfUnknownLayers() throws IOException {
        kept("vfs/a", "x");
        kept("vfs/b", "x");
        kept("overlay/a", "x");
        Files.writeString(folder.resolve("recipes/drafts/recipe-1"), "x");

        recipes.sweep(Set.of("vfs/b")::contains);

        assertThat(folder.resolve("recipes/drafts")).isEmptyDirectory();
        assertThat(folder.resolve("recipes/overlay")).isEmptyDirectory();
        assertThat(folder.resolve("recipes/vfs")).isDirectoryNotContaining(file -> file.endsWith("a"));
        assertThat(recipes.has("vfs/b")).isTrue();
    }

    private void kept(String key, String content) throws IOException {
        try (Recipes.Draft draft = recipes.draft()) {
            draft.stream().write(content.getBytes(UTF_8));
            draft.keep(key);
        }
    }
}
