package dev.wharf.images.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.EngineException.NotFound;
import dev.wharf.engine.api.image.HistoryEntry;
import dev.wharf.images.catalog.Catalog;
import dev.wharf.images.catalog.History;
import dev.wharf.images.catalog.Snapshot;
import dev.wharf.images.catalog.StoredImage;
import dev.wharf.images.content.Digest;
import dev.wharf.images.layer.Layers;
import dev.wharf.images.testing.Configs;
import dev.wharf.images.testing.Fixture;
import dev.wharf.images.testing.Tar;
import dev.wharf.linux.Linux;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
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
    private static final String A = "aa".repeat(32);
    private static final String B = "bb".repeat(32);

    @TempDir
    private Path folder = Path.of("");

    private final List<String> told = new ArrayList<>();
    private Fixture fixture = Fixture.in(Path.of(""));
    private Catalog catalog = new Catalog(fixture.store(), Clock.systemUTC());
    private LoadImages loading = loading();

    @BeforeEach
    void open() {
        fixture = Fixture.in(folder);
        catalog = new Catalog(fixture.store(), Clock.systemUTC());
        loading = loading();
    }

    @Test
    void anImageIsWhatItsConfigurationSays() {
        assertThat(load(modern("team/tool:v1"))).containsExactly("team/tool:v1");

        StoredImage image = catalog.snapshot().resolve("team/tool:v1").image();
        assertThat(image.id()).isEqualTo(ID);
        assertThat(image.layerBytes()).containsExactly(3L, 2L);
        assertThat(image.config().comment()).isEqualTo("hello");
        assertThat(fixture.driver().layers()).hasSize(2);
        assertNothingIsSpooled();
    }

    @Test
    void theManifestMayComeFirstOrLastAndTheArchiveMayBeCompressed() {
        Tar manifestFirst = new Tar()
                .file("manifest.json", manifest("x:1"))
                .file("l1/layer.tar", BASE)
                .file("l2/layer.tar", TOP)
                .file("c.json", CONFIG);

        assertThat(loading.load(new ByteArrayInputStream(manifestFirst.gzip()), progress -> {}))
                .containsExactly("x:1");
        assertThat(load(modern("y:1"))).containsExactly("y:1");
        assertThat(catalog.snapshot().tags(ID.hex())).containsExactly("x:1", "y:1");
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

        assertThat(load(archive)).containsExactly(Digest.of(config).toString());
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

        assertThat(load(archive)).containsExactly("d:1", "c:1");
        assertThat(fixture.unpacking().count()).isEqualTo(2);
        assertThat(catalog.snapshot().resolve("c:1").image().parent()).contains(Digest.of(other));
    }

    @Test
    void aLayerWithAnotherDigestIsNeverSeen() {
        Tar archive = new Tar()
                .file("c.json", CONFIG)
                .file("l1/layer.tar", BASE)
                .file("l2/layer.tar", BASE)
                .file("manifest.json", manifest("x:1"));

        assertThatThrownBy(() -> load(archive)).isInstanceOf(InvalidArgument.class);
        assertNothingIsLeft();
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

        assertThatThrownBy(() -> load(archive)).isInstanceOf(InvalidArgument.class);
        assertThat(catalog.snapshot().names(Digest.of(other).hex())).containsExactly("d:1");
        assertThatThrownBy(() -> catalog.snapshot().resolve("c:1")).isInstanceOf(NotFound.class);
        assertThat(fixture.driver().layers()).containsExactly(Digest.of(BASE).hex());
    }

    @Test
    void aNameThatMovesIsTold() {
        load(modern("x:1"));
        byte[] other = Configs.of("other", BASE);
        load(new Tar()
                .file("c.json", other)
                .file("l1/layer.tar", BASE)
                .file(
                        "manifest.json",
                        "[{\"Config\":\"c.json\",\"RepoTags\":[\"x:1\"],\"Layers\":[\"l1/layer.tar\"]}]"));

        assertThat(told)
                .containsExactly("The image x:1 already exists, renaming the old one with ID " + ID.shortHex()
                        + " to empty string");
        assertThat(catalog.snapshot().names(ID.hex())).isEmpty();
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

        assertThatThrownBy(() -> load(archive)).isInstanceOf(InvalidArgument.class);
        assertNothingIsLeft();
    }

    @Test
    void whatIsNoArchiveIsRefused() {
        byte[] cut = Arrays.copyOf(modern("x:1").bytes(), 2000);

        assertThatThrownBy(() -> load("not a tar".getBytes(UTF_8))).isInstanceOf(InvalidArgument.class);
        assertThatThrownBy(() -> load(new byte[0])).isInstanceOf(InvalidArgument.class);
        assertThatThrownBy(() -> load(cut)).isInstanceOf(InvalidArgument.class);
        assertThatThrownBy(() -> load(new Tar().file("hello", "x"))).isInstanceOf(InvalidArgument.class);
        assertThatThrownBy(() -> load(new Tar().symlink("a", "../../b"))).isInstanceOf(InvalidArgument.class);
        assertNothingIsLeft();
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

        loading.load(archive, progress -> {});

        assertThat(isClosed).isFalse();
    }

    @Test
    void anOldArchiveIsConvertedWithItsParents() {
        assertThat(load(old())).containsExactly("team/tool:v1");

        Snapshot now = catalog.snapshot();
        StoredImage top = now.resolve("team/tool:v1").image();
        assertThat(top.config().diffs()).containsExactly(Digest.of(BASE), Digest.of(TOP));
        assertThat(top.config().config().env()).containsExactly("A=b");
        assertThat(now.find(top.parent().orElseThrow().hex())).isPresent();
        assertThat(History.of(now, top))
                .extracting(HistoryEntry::createdBy)
                .containsExactly("/bin/sh -c second", "/bin/sh -c first");
        assertThat(History.of(now, top)).extracting(HistoryEntry::id).doesNotContain("");
    }

    @Test
    void loadingAnOldArchiveAgainChangesNothing() {
        load(old());
        int images = catalog.snapshot().images().size();

        load(old());

        assertThat(catalog.snapshot().images()).hasSize(images);
        assertThat(fixture.driver().commits()).isEqualTo(2);
        assertThat(fixture.driver().keys()).isEmpty();
    }

    @Test
    void anOldArchiveWithoutNamesGivesTheIdsOfItsHeads() {
        Tar archive = new Tar()
                .file(B + "/json", Configs.old(B, A, "second"))
                .file(B + "/layer.tar", TOP)
                .file(A + "/json", Configs.old(A, "", "first"))
                .file(A + "/layer.tar", BASE);

        List<String> loaded = load(archive);

        assertThat(loaded).hasSize(1);
        assertThat(catalog.snapshot().resolve(loaded.get(0)).image().chain()).hasSize(2);
    }

    @Test
    void aMalformedOldArchiveLeavesNothing() {
        Tar withoutParent = new Tar().file(B + "/json", Configs.old(B, A, "x")).file(B + "/layer.tar", TOP);
        Tar withoutLayer = new Tar().file(A + "/json", Configs.old(A, "", "x"));
        Tar inACircle = new Tar()
                .file(A + "/json", Configs.old(A, B, "x"))
                .file(A + "/layer.tar", TOP)
                .file(B + "/json", Configs.old(B, A, "x"))
                .file(B + "/layer.tar", TOP);
        Tar withABadName = new Tar()
                .file(A + "/json", Configs.old(A, "", "x"))
                .file(A + "/layer.tar", TOP)
                .file("repositories", "{\"../x\":{\"latest\":\"" + A + "\"}}");
        Tar withAMissingImage = new Tar().file("repositories", "{\"x\":{\"latest\":\"../../etc\"}}");

        for (Tar archive : List.of(withoutParent, withoutLayer, inACircle, withABadName, withAMissingImage)) {
            assertThatThrownBy(() -> load(archive)).isInstanceOf(InvalidArgument.class);
        }
        assertNothingIsLeft();
    }

    @Test
    void anOciArchiveIsReadByItsDigests() {
        assertThat(load(oci(CONFIG))).containsExactly("busybox:1");
        assertThat(catalog.snapshot().resolve("busybox:1").image().id()).isEqualTo(ID);
    }

    @Test
    void anOciArchiveWithAnotherBlobThanPromisedIsRefused() {
        assertThatThrownBy(() -> load(oci("{}".getBytes(UTF_8))))
                .isInstanceOf(InvalidArgument.class)
                .hasMessageContaining("has another digest");
        assertNothingIsLeft();
    }

    @Test
    void aSweepRemovesWhatACrashLeftInTheFolder() throws Exception {
        var folders = new SpoolFolders(folder.resolve("spool"));
        Path left = folders.make();
        Files.writeString(left.resolve("1"), "x");

        folders.sweep();

        assertThat(folder.resolve("spool")).isEmptyDirectory();
        assertThat(Files.getPosixFilePermissions(folder.resolve("spool"))).hasSize(3);
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

    private static Tar old() {
        return new Tar()
                .file(B + "/VERSION", "1.0")
                .file(B + "/json", Configs.old(B, A, "second"))
                .file(B + "/layer.tar", TOP)
                .file(A + "/VERSION", "1.0")
                .file(A + "/json", Configs.old(A, "", "first"))
                .file(A + "/layer.tar", BASE)
                .file("repositories", "{\"team/tool\":{\"v1\":\"" + B + "\"}}");
    }

    private static Tar oci(byte[] config) {
        byte[] base = Tar.gzip(BASE);
        byte[] top = Tar.gzip(TOP);
        byte[] manifest = ("{\"schemaVersion\":2,\"config\":{\"digest\":\"" + ID + "\"},\"layers\":[{\"digest\":\""
                        + Digest.of(base) + "\"},{\"digest\":\"" + Digest.of(top) + "\"}]}")
                .getBytes(UTF_8);
        String index = "{\"schemaVersion\":2,\"manifests\":[{\"digest\":\"" + Digest.of(manifest)
                + "\",\"annotations\":{\"io.containerd.image.name\":\"docker.io/library/busybox:1\"}}]}";
        return new Tar()
                .file("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}")
                .file("index.json", index)
                .file("blobs/sha256/" + Digest.of(manifest).hex(), manifest)
                .file("blobs/sha256/" + ID.hex(), config)
                .file("blobs/sha256/" + Digest.of(base).hex(), base)
                .file("blobs/sha256/" + Digest.of(top).hex(), top);
    }

    private List<String> load(Tar archive) {
        return load(archive.bytes());
    }

    private List<String> load(byte[] archive) {
        return loading.load(new ByteArrayInputStream(archive), progress -> told.add(progress.status()));
    }

    private LoadImages loading() {
        var layers = new Layers(
                fixture.store(), fixture.drivers(), key -> catalog.snapshot().usesLayer(key), Linux::kernel);
        var target = new LoadImages.Target(new SpoolFolders(fixture.folder().resolve("spool")), fixture.unpacking());
        return new LoadImages(catalog, layers, fixture.drivers(), target);
    }

    private void assertNothingIsLeft() {
        assertThat(catalog.snapshot().images()).isEmpty();
        assertThat(fixture.driver().layers()).isEmpty();
        assertThat(fixture.driver().keys()).isEmpty();
        assertThat(fixture.store().size("image_layers")).isZero();
        assertNothingIsSpooled();
    }

    private void assertNothingIsSpooled() {
        try (Stream<Path> left = Files.list(folder.resolve("spool"))) {
            assertThat(left).isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
