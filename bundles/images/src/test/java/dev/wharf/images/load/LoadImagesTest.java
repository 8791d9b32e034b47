package dev.wharf.images.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.EngineException.NotFound;
import dev.wharf.images.catalog.StoredImage;
import dev.wharf.images.content.Digest;
import dev.wharf.images.testing.Configs;
import dev.wharf.images.testing.Tar;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadImagesTest {
    private static final byte[] BASE = new Tar().file("etc/a", "aaa").bytes();
    private static final byte[] TOP = new Tar().file("etc/b", "bb").bytes();
    private static final byte[] CONFIG = Configs.of("hello", BASE, TOP);
    private static final Digest ID = Digest.of(CONFIG);

    @TempDir
    private Path folder = Path.of("");

    private Loader loader = Loader.in(Path.of(""));

    @BeforeEach
    void open() {
        loader = Loader.in(folder);
    }

    @Test
    void anImageIsWhatItsConfigurationSays() {
        assertThat(loader.load(modern("team/tool:v1"))).containsExactly("team/tool:v1");

        StoredImage image = loader.catalog().snapshot().resolve("team/tool:v1").image();
        assertThat(image.id()).isEqualTo(ID);
        assertThat(image.layerBytes()).containsExactly(3L, 2L);
        assertThat(image.config().comment()).isEqualTo("hello");
        assertThat(loader.fixture().driver().layers()).hasSize(2);
        loader.assertNothingIsSpooled();
    }

    @Test
    void theManifestMayComeFirstOrLastAndTheArchiveMayBeCompressed() {
        Tar manifestFirst = new Tar()
                .file("manifest.json", manifest("x:1"))
                .file("l1/layer.tar", BASE)
                .file("l2/layer.tar", TOP)
                .file("c.json", CONFIG);

        assertThat(loader.loading().load(new ByteArrayInputStream(manifestFirst.gzip()), progress -> {}))
                .containsExactly("x:1");
        assertThat(loader.load(modern("y:1"))).containsExactly("y:1");
        assertThat(loader.catalog().snapshot().tags(ID.hex())).containsExactly("x:1", "y:1");
    }

    @Test
    void layersThatComeAfterTheirIndexesAreNotSpooled() {
        byte[] config = Configs.of("twice", BASE, TOP, BASE);
        Tar archive = new Tar()
                .file(
                        "manifest.json",
                        "[{\"Config\":\"c.json\",\"RepoTags\":[\"x:1\"],"
                                + "\"Layers\":[\"l1.tar\",\"l2.tar\",\"l3.tar\"]}]")
                .file("c.json", config)
                .file("l1.tar", BASE)
                .file("l2.tar", Tar.gzip(TOP));
        var head = new ByteArrayInputStream(Arrays.copyOf(archive.bytes(), archive.bytes().length - 1024));
        var tail =
                new ByteArrayInputStream(new Tar().symlink("l3.tar", "l1.tar").bytes());
        var atTail = new AtomicBoolean();

        loader.loading()
                .load(
                        new SequenceInputStream(head, new FilterInputStream(tail) {
                            @Override
                            public int read(byte[] buffer, int offset, int length) throws IOException {
                                assertThat(loader.spooled()).isEqualTo(2);
                                atTail.set(true);
                                return super.read(buffer, offset, length);
                            }
                        }),
                        progress -> {});

        assertThat(atTail).isTrue();
        assertThat(loader.fixture().unpacking().count()).isEqualTo(3);
        assertThat(loader.fixture().rebuilding().count()).isEqualTo(1);
        assertThat(loader.fixture().driver().layers()).hasSize(3);
        assertThat(loader.catalog().snapshot().resolve("x:1").image().id()).isEqualTo(Digest.of(config));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"Config\":\"c.json\",\"Layers\":[\"l1.tar\"]}]",
                "[{\"Config\":\"l1.tar\",\"Layers\":[\"l1.tar\",\"l2.tar\"]}]",
                "[{\"Config\":\"c.json\",\"Layers\":[\"l2.tar\",\"l1.tar\"]}]",
                "[{\"Config\":\"c.json\",\"Layers\":[\"l1.tar\",\"../x\"]}]",
                "[{\"Config\":\"c.json\",\"Layers\":[\"l1.tar\",\"l2.tar\"]},{\"Config\":\"nosuch\"}]",
                "{",
            })
    void aBadIndexThatComesFirstLeavesNothing(String manifest) {
        Tar archive = new Tar()
                .file("manifest.json", manifest)
                .file("c.json", CONFIG)
                .file("l1.tar", BASE)
                .file("l2.tar", TOP);

        assertThatThrownBy(() -> loader.load(archive)).isInstanceOf(InvalidArgument.class);

        loader.assertNothingIsLeft();
    }

    @Test
    void aLayerMayBeCompressedOrALinkToAnother() {
        byte[] config = Configs.of("twice", BASE, TOP, BASE);
        Tar archive = new Tar()
                .file("c.json", config)
                .file("l1/layer.tar", Tar.gzip(BASE))
                .file("l2/layer.tar", TOP)
                .symlink("l3/layer.tar", "../l1/layer.tar")
                .file(
                        "manifest.json",
                        "[{\"Config\":\"c.json\",\"RepoTags\":null,"
                                + "\"Layers\":[\"l1/layer.tar\",\"l2/layer.tar\",\"l3/layer.tar\"]}]");

        assertThat(loader.load(archive)).containsExactly(Digest.of(config).toString());
    }

    @Test
    void imagesShareLayers() {
        byte[] other = Configs.of("other", BASE);
        Tar archive = new Tar()
                .file("c.json", CONFIG)
                .file("d.json", other)
                .file("l1/layer.tar", BASE)
                .file("l2/layer.tar", TOP)
                .file(
                        "manifest.json",
                        "[{\"Config\":\"d.json\",\"RepoTags\":[\"d:1\"],\"Layers\":[\"l1/layer.tar\"]},"
                                + "{\"Config\":\"c.json\",\"RepoTags\":[\"c:1\"],\"Parent\":\"" + Digest.of(other)
                                + "\",\"Layers\":[\"l1/layer.tar\",\"l2/layer.tar\"]}]");

        assertThat(loader.load(archive)).containsExactly("d:1", "c:1");
        assertThat(loader.fixture().unpacking().count()).isEqualTo(2);
        assertThat(loader.catalog().snapshot().resolve("c:1").image().parent()).contains(Digest.of(other));
    }

    @Test
    void aLayerWithAnotherDigestIsNeverSeen() {
        Tar archive = new Tar()
                .file("c.json", CONFIG)
                .file("l1/layer.tar", BASE)
                .file("l2/layer.tar", BASE)
                .file("manifest.json", manifest("x:1"));

        assertThatThrownBy(() -> loader.load(archive)).isInstanceOf(InvalidArgument.class);
        loader.assertNothingIsLeft();
    }

    @Test
    void anImageThatWasCompleteBeforeAFailureStays() {
        byte[] other = Configs.of("other", BASE);
        Tar archive = new Tar()
                .file("c.json", CONFIG)
                .file("d.json", other)
                .file("l1/layer.tar", BASE)
                .file("l2/layer.tar", "no tar")
                .file(
                        "manifest.json",
                        "[{\"Config\":\"d.json\",\"RepoTags\":[\"d:1\"],\"Layers\":[\"l1/layer.tar\"]},"
                                + manifest("c:1").substring(1));

        assertThatThrownBy(() -> loader.load(archive)).isInstanceOf(InvalidArgument.class);
        assertThat(loader.catalog().snapshot().names(Digest.of(other).hex())).containsExactly("d:1");
        assertThatThrownBy(() -> loader.catalog().snapshot().resolve("c:1")).isInstanceOf(NotFound.class);
        assertThat(loader.fixture().driver().layers())
                .containsExactly(Digest.of(BASE).hex());
    }

    @Test
    void aNameThatMovesIsTold() {
        loader.load(modern("x:1"));
        byte[] other = Configs.of("other", BASE);
        loader.load(new Tar()
                .file("c.json", other)
                .file("l1/layer.tar", BASE)
                .file(
                        "manifest.json",
                        "[{\"Config\":\"c.json\",\"RepoTags\":[\"x:1\"],\"Layers\":[\"l1/layer.tar\"]}]"));

        assertThat(loader.told())
                .containsExactly("The image x:1 already exists, renaming the old one with ID " + ID.shortHex()
                        + " to empty string");
        assertThat(loader.catalog().snapshot().names(ID.hex())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[{\"Config\":\"../../etc/passwd\",\"RepoTags\":[],\"Layers\":[]}]",
                "[{\"Config\":\"c.json\",\"RepoTags\":[],\"Layers\":[\"l1/layer.tar\"]}]",
                "[{\"Config\":\"c.json\",\"RepoTags\":[],\"Layers\":[\"l1/layer.tar\",\"l9/layer.tar\"]}]",
                "[{\"Config\":\"c.json\",\"RepoTags\":[\"x\"],\"Layers\":[\"l1/layer.tar\",\"l2/layer.tar\"]}]",
                "[{\"Config\":\"c.json\",\"RepoTags\":[\"X:1\"],\"Layers\":[\"l1/layer.tar\",\"l2/layer.tar\"]}]",
                "[{\"Config\":\"l1/layer.tar\",\"RepoTags\":[],\"Layers\":[]}]",
                "[{\"Config\":\"loop\",\"RepoTags\":[],\"Layers\":[]}]",
                "[null]"
            })
    void aMalformedManifestLeavesNothing(String manifest) {
        Tar archive = new Tar()
                .file("c.json", CONFIG)
                .symlink("loop", "loop")
                .file("l1/layer.tar", BASE)
                .file("l2/layer.tar", TOP)
                .file("manifest.json", manifest);

        assertThatThrownBy(() -> loader.load(archive)).isInstanceOf(InvalidArgument.class);
        loader.assertNothingIsLeft();
    }

    @Test
    void whatIsNoArchiveIsRefused() {
        byte[] cut = Arrays.copyOf(modern("x:1").bytes(), 2000);

        assertThatThrownBy(() -> loader.load("not a tar".getBytes(UTF_8))).isInstanceOf(InvalidArgument.class);
        assertThatThrownBy(() -> loader.load(new byte[0])).isInstanceOf(InvalidArgument.class);
        assertThatThrownBy(() -> loader.load(cut)).isInstanceOf(InvalidArgument.class);
        assertThatThrownBy(() -> loader.load(new Tar().file("hello", "x"))).isInstanceOf(InvalidArgument.class);
        assertThatThrownBy(() -> loader.load(new Tar().symlink("a", "../../b"))).isInstanceOf(InvalidArgument.class);
        loader.assertNothingIsLeft();
    }

    @Test
    void theStreamStaysOpenForItsOwner() {
        var isClosed = new AtomicBoolean();
        InputStream archive = new ByteArrayInputStream(modern("x:1").gzip()) {
            @Override
            public void close() {
                isClosed.set(true);
            }
        };

        loader.loading().load(archive, progress -> {});

        assertThat(isClosed).isFalse();
    }

    private static Tar modern(String name) {
        return new Tar()
                .folder("l1")
                .file("l1/layer.tar", BASE)
                .file("l2/layer.tar", TOP)
                .file("c.json", CONFIG)
                .file("manifest.json", manifest(name));
    }

    private static String manifest(String name) {
        return "[{\"Config\":\"c.json\",\"RepoTags\":[\"" + name
                + "\"],\"Layers\":[\"l1/layer.tar\",\"l2/layer.tar\"]}]";
    }
}
