package dev.wharf.images;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException.Internal;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.EngineException.NotFound;
import dev.wharf.engine.api.EngineException.Unavailable;
import dev.wharf.engine.api.image.Image;
import dev.wharf.engine.api.image.ImageArchive;
import dev.wharf.images.testing.Archives;
import dev.wharf.images.testing.Configs;
import dev.wharf.images.testing.FakeDrivers;
import dev.wharf.images.testing.Tar;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SaveImagesTest {
    private static final byte[] BASE = new Tar().file("etc/a", "aaa").bytes();
    private static final byte[] TOP = new Tar().file("etc/b", "bb").bytes();

    @TempDir
    private Path folder = Path.of("");

    private RunningImages daemon = new RunningImages(Path.of(""));

    @BeforeEach
    void open() {
        daemon = new RunningImages(folder);
        daemon.start(Optional.empty());
    }

    @AfterEach
    void stop() {
        daemon.stop();
    }

    @Test
    void whatIsSavedLoadsAsTheSameImages() {
        String one = loaded("one", "x:1", BASE, TOP);
        String two = loaded("two", "x:2", BASE);
        byte[] archive = saved("x:1", "x:2");
        daemon.images().remove("x:1", true, true);
        daemon.images().remove("x:2", true, true);
        daemon.assertNothingIsLeft();

        List<String> names = daemon.images().load(new ByteArrayInputStream(archive), progress -> {});

        assertThat(names).containsExactly("x:1", "x:2");
        assertThat(daemon.images().inspect("x:1").id()).isEqualTo(one);
        assertThat(daemon.images().inspect("x:2").id()).isEqualTo(two);
    }

    @Test
    void loadersOfBothAgesFindTheirFiles() {
        String id = loaded("one", "reg.io:5000/x:1", BASE, TOP).substring("sha256:".length());

        Map<String, byte[]> files = Archives.files(saved("reg.io:5000/x:1"));

        assertThat(text(files, "manifest.json"))
                .startsWith("[{\"Config\":\"" + id + ".json\",\"RepoTags\":[\"reg.io:5000/x:1\"],\"Layers\":[\"");
        assertThat(text(files, id + ".json")).isEqualTo(new String(Configs.of("one", BASE, TOP), UTF_8));
        String top = text(files, "repositories").replaceAll(".*\"1\":\"([0-9a-f]{64})\".*", "$1");
        assertThat(text(files, "repositories")).isEqualTo("{\"reg.io:5000/x\":{\"1\":\"" + top + "\"}}");
        assertThat(text(files, top + "/VERSION")).isEqualTo("1.0");
        assertThat(files.get(top + "/layer.tar")).isEqualTo(TOP);
        assertThat(text(files, top + "/json"))
                .contains("\"id\":\"" + top + '"', "\"config\":{\"Cmd\":[\"sh\"]", "\"unknown\":{\"kept\":true}")
                .doesNotContain("rootfs", "history");
        String base = text(files, top + "/json").replaceAll(".*\"parent\":\"([0-9a-f]{64})\".*", "$1");
        assertThat(files.get(base + "/layer.tar")).isEqualTo(BASE);
        assertThat(text(files, base + "/json"))
                .contains("\"id\":\"" + base + '"')
                .doesNotContain("parent");
    }

    @Test
    void anEngineBeforeDocker110LoadsTheSameLayers() {
        Image image = daemon.images().inspect(loaded("one", "x:1", BASE, TOP));
        Map<String, byte[]> files = new TreeMap<>(Archives.files(saved("x:1")));
        files.keySet().removeIf(name -> name.endsWith(".json"));
        var old = new Tar();
        files.forEach(old::file);
        daemon.images().remove("x:1", true, true);

        daemon.images().load(old.stream(), progress -> {});

        Image converted = daemon.images().inspect("x:1");
        assertThat(converted.layers()).isEqualTo(image.layers());
        assertThat(converted.config().cmd()).isEqualTo(image.config().cmd());
    }

    @Test
    void theSameImageIsAlwaysSavedAsTheSameBytes() {
        loaded("one", "x:1", BASE, TOP);
        byte[] first = saved("x:1");

        daemon.start(Optional.empty());

        assertThat(saved("x:1")).isEqualTo(first);
    }

    @Test
    void aRepositoryStandsForItsTagsAndAnIdForNone() {
        String one = loaded("one", "x:1", BASE);
        daemon.images().tag(one, "x", "2", false);
        daemon.images().tag(one, "y", "3", false);
        loaded("two", "x:3", TOP);

        assertThat(text(Archives.files(saved("x")), "manifest.json"))
                .contains("\"RepoTags\":[\"x:1\",\"x:2\"]", "\"RepoTags\":[\"x:3\"]")
                .doesNotContain("y:3");
        assertThat(text(Archives.files(saved(one)), "manifest.json")).contains("\"RepoTags\":null");
        assertThat(Archives.files(saved(one))).doesNotContainKey("repositories");
        assertThat(text(Archives.files(saved(one, "x:2", "x:2", "y")), "manifest.json"))
                .contains("\"RepoTags\":[\"x:2\",\"y:3\"]");
    }

    @Test
    void aTarThatOccursAgainIsALink() {
        loaded("one", "x:1", BASE);
        loaded("two", "x:2", BASE);
        loaded("three", "x:3", BASE, TOP, BASE);

        byte[] archive = saved("x");

        assertThat(Archives.links(archive)).hasSize(3);
        assertThat(Archives.files(archive).values().stream().filter(file -> List.of(BASE, TOP).stream()
                        .anyMatch(layer -> java.util.Arrays.equals(layer, file))))
                .hasSize(2);
        daemon.images().remove("x:1", true, true);
        daemon.images().remove("x:2", true, true);
        daemon.images().remove("x:3", true, true);
        assertThat(daemon.images().load(new ByteArrayInputStream(archive), progress -> {}))
                .containsExactly("x:1", "x:2", "x:3");
    }

    @Test
    void aParentThatIsSavedTooIsNamed() {
        String base = loaded("one", "x:1", BASE);
        String child = daemon.committed(base, "x:2");
        assertThat(daemon.images().inspect(child).parent()).isEqualTo(base);
        byte[] archive = saved("x");

        daemon.images().remove("x:2", true, false);
        daemon.images().remove("x:1", true, false);
        daemon.images().load(new ByteArrayInputStream(archive), progress -> {});

        assertThat(daemon.images().inspect(child).parent()).isEqualTo(base);
    }

    @Test
    void whatIsUnknownOrNothingIsRefused() {
        assertThatThrownBy(() -> daemon.images().save(List.of())).isInstanceOf(InvalidArgument.class);
        assertThatThrownBy(() -> daemon.images().save(List.of("nosuch")))
                .isInstanceOf(NotFound.class)
                .hasMessage("No such image: nosuch:latest");
    }

    @Test
    void aMissingRecipeIsToldBeforeAnythingIsWritten() throws IOException {
        String id = loaded("one", "x:1", BASE);
        loaded("two", "x:2", TOP);
        Files.delete(recipe(BASE));

        assertThatThrownBy(() -> daemon.images().save(List.of("x:1")))
                .isInstanceOf(Internal.class)
                .hasMessageContainingAll(id, "recipe is missing");
        assertThat(saved("x:2")).isNotEmpty();
        daemon.images().remove("x:1", false, true);
    }

    @Test
    void aLayerThatIsNotWhatItWasBreaksTheArchiveOff() throws IOException {
        loaded("one", "x:1", BASE);
        byte[] changed = BASE.clone();
        changed[600] ^= 1;
        for (byte[] recipe : List.of(changed, TOP, new byte[512], new byte[0], new byte[50_000])) {
            Files.write(recipe(BASE), recipe);
            assertThatThrownBy(() -> saved("x:1"))
                    .isInstanceOf(Internal.class)
                    .hasMessageContaining("is not what it was");
        }
    }

    @Test
    void imagesOfADriverThatIsAwayCannotBeSaved() {
        loaded("one", "x:1", BASE);
        daemon.fixture().drivers().leave();

        assertThatThrownBy(() -> daemon.images().save(List.of("x:1")))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining(FakeDrivers.NAME);
    }

    @Test
    void anImageThatIsRemovedMeanwhileIsStillWritten() throws IOException {
        loaded("one", "x:1", BASE, TOP);
        try (ImageArchive archive = daemon.images().save(List.of("x:1"))) {
            daemon.images().remove("x:1", false, true);
            var out = new ByteArrayOutputStream();

            archive.writeTo(out);

            assertThat(Archives.files(out.toByteArray()).values()).contains(BASE, TOP);
        }
        daemon.assertNothingIsLeft();
    }

    @Test
    void aReaderThatGoesAwayEndsTheArchive() {
        loaded("one", "x:1", BASE);
        try (ImageArchive archive = daemon.images().save(List.of("x:1"))) {
            assertThatThrownBy(() -> archive.writeTo(new java.io.OutputStream() {
                        @Override
                        public void write(int value) throws IOException {
                            throw new IOException("reset");
                        }
                    }))
                    .isInstanceOf(IOException.class)
                    .hasMessage("reset");
        }
    }

    @Test
    void anImageWithoutLayersIsSavedForOldLoadersAsAnEmptyOne() {
        String id = loaded("none", "x:1");
        byte[] archive = saved("x:1");
        assertThat(Archives.files(archive).keySet()).anyMatch(name -> name.endsWith("/layer.tar"));

        daemon.images().remove("x:1", false, true);
        daemon.images().load(new ByteArrayInputStream(archive), progress -> {});

        assertThat(daemon.images().inspect("x:1").id()).isEqualTo(id);
    }

    private Path recipe(byte[] tar) {
        return daemon.fixture()
                .recipeFolder()
                .resolve(FakeDrivers.NAME)
                .resolve(dev.wharf.images.content.Digest.of(tar).hex());
    }

    private String loaded(String comment, String name, byte[]... layers) {
        return daemon.loaded(comment, name, layers);
    }

    private byte[] saved(String... names) {
        var out = new ByteArrayOutputStream();
        try (ImageArchive archive = daemon.images().save(new ArrayList<>(List.of(names)))) {
            archive.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static String text(Map<String, byte[]> files, String name) {
        return new String(files.getOrDefault(name, new byte[0]), UTF_8);
    }
}
