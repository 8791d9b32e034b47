package dev.wharf.images.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.image.HistoryEntry;
import dev.wharf.images.catalog.History;
import dev.wharf.images.catalog.Snapshot;
import dev.wharf.images.catalog.StoredImage;
import dev.wharf.images.content.Digest;
import dev.wharf.images.testing.Configs;
import dev.wharf.images.testing.Tar;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OldArchiveTest {
    private static final byte[] BASE = new Tar().file("etc/a", "aaa").bytes();
    private static final byte[] TOP = new Tar().file("etc/b", "bb").bytes();
    private static final String A = "aa".repeat(32);
    private static final String B = "bb".repeat(32);

    @TempDir
    private Path folder = Path.of("");

    private Loader loader = Loader.in(Path.of(""));

    @BeforeEach
    void open() {
        loader = Loader.in(folder);
    }

    @Test
    void anOldArchiveIsConvertedWithItsParents() {
        assertThat(loader.load(old())).containsExactly("team/tool:v1");

        Snapshot now = loader.catalog().snapshot();
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
        loader.load(old());
        int images = loader.catalog().snapshot().images().size();

        loader.load(old());

        assertThat(loader.catalog().snapshot().images()).hasSize(images);
        assertThat(loader.fixture().driver().commits()).isEqualTo(2);
        assertThat(loader.fixture().driver().keys()).isEmpty();
    }

    @Test
    void anOldArchiveWithoutNamesGivesTheIdsOfItsHeads() {
        Tar archive = new Tar()
                .file(B + "/json", Configs.old(B, A, "second"))
                .file(B + "/layer.tar", TOP)
                .file(A + "/json", Configs.old(A, "", "first"))
                .file(A + "/layer.tar", BASE);

        List<String> loaded = loader.load(archive);

        assertThat(loaded).hasSize(1);
        assertThat(loader.catalog().snapshot().resolve(loaded.get(0)).image().chain())
                .hasSize(2);
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
            assertThatThrownBy(() -> loader.load(archive)).isInstanceOf(InvalidArgument.class);
        }
        loader.assertNothingIsLeft();
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
}
