package dev.wharf.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException.Conflict;
import dev.wharf.engine.api.EngineException.Internal;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.EngineException.NotFound;
import dev.wharf.engine.api.container.Change;
import dev.wharf.engine.api.container.ContainerConfig;
import dev.wharf.engine.api.image.ContainerLayers.Snapshot;
import dev.wharf.engine.api.image.HistoryEntry;
import dev.wharf.engine.api.image.Image;
import dev.wharf.images.testing.FakeDrivers;
import dev.wharf.images.testing.FolderGraphDriver;
import dev.wharf.images.testing.Tar;
import dev.wharf.spi.graph.SnapshotKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitContainerTest {
    private static final String KEY = "c0ffee";
    private static final byte[] BASE =
            new Tar().file("etc/a", "aaa").file("etc/b", "b").bytes();

    @TempDir
    private Path folder = Path.of("");

    private RunningImages daemon = new RunningImages(Path.of(""));
    private String base = "";

    @BeforeEach
    void open() {
        daemon = new RunningImages(folder);
        daemon.start(Optional.empty());
        base = daemon.loaded("one", "x:1", BASE);
    }

    @AfterEach
    void stop() {
        daemon.stop();
    }

    @Test
    void theChangesOfAContainerAreTheLayerOfAnImage() throws IOException {
        Snapshot container = changedContainer();

        String id = daemon.images().commit(container, RunningImages.commit("golden/commit:c1"));

        Image image = daemon.images().inspect("golden/commit:c1");
        assertThat(image.id()).isEqualTo(id);
        assertThat(image.parent()).isEqualTo(base);
        assertThat(image.author()).isEqualTo("me");
        assertThat(image.comment()).isEqualTo("a comment");
        assertThat(image.container()).isEqualTo("c0ffee");
        assertThat(image.created()).isEqualTo(RunningImages.NOW);
        assertThat(image.config().cmd()).contains(List.of("echo", "hi"));
        assertThat(image.containerConfig().cmd()).contains(List.of("sh", "-c", "touch x"));
        assertThat(image.dockerVersion()).isEqualTo("1.9.1+wharf-0.1.0");
        assertThat(image.architecture()).isEqualTo("amd64");
        assertThat(image.os()).isEqualTo("linux");
        assertThat(image.layers())
                .hasSize(2)
                .startsWith(daemon.images().inspect(base).layers().get(0));
        assertThat(image.size()).isEqualTo(3);
        assertThat(image.virtualSize()).isEqualTo(7);
        assertThat(daemon.fixture().events().told()).containsExactly("tag golden/commit:c1");
        Path root = daemon.fixture()
                .driver()
                .writableFolder(
                        new dev.wharf.spi.graph.LayerId(daemon.images().root(id).layerId()))
                .path();
        assertThat(root.resolve("etc/new")).hasContent("new");
        assertThat(root.resolve("etc/b")).doesNotExist();
    }

    @Test
    void aCommitIsAStepOfTheHistory() throws IOException {
        daemon.images().commit(changedContainer(), RunningImages.commit("y"));

        List<HistoryEntry> history = daemon.images().history("y");

        assertThat(history).hasSize(2);
        assertThat(history.get(0).createdBy()).isEqualTo("sh -c touch x");
        assertThat(history.get(0).comment()).isEqualTo("a comment");
        assertThat(history.get(0).size()).isEqualTo(3);
        assertThat(history.get(0).tags()).containsExactly("y:latest");
        assertThat(history.get(1).id()).isEqualTo(base);
        assertThat(history.get(1).size()).isEqualTo(4);
    }

    @Test
    void aCommitWithoutChangesAddsNoLayer() {
        String id = daemon.committed(base, "");

        Image image = daemon.images().inspect(id);
        assertThat(image.layers()).isEqualTo(daemon.images().inspect(base).layers());
        assertThat(image.size()).isZero();
        assertThat(image.virtualSize()).isEqualTo(4);
        assertThat(image.tags()).isEmpty();
        assertThat(daemon.images().history(id)).extracting(HistoryEntry::size).containsExactly(0L, 4L);
        assertThat(daemon.fixture().events().told()).isEmpty();
    }

    @Test
    void theNameMovesToTheNewImage() {
        daemon.committed(base, "x:1");

        assertThat(daemon.images().inspect("x:1").parent()).isEqualTo(base);
        assertThat(daemon.images().inspect(base).tags()).isEmpty();
    }

    @Test
    void twoCommitsOfOneContainerShareTheirLayer() throws IOException {
        Snapshot container = changedContainer();
        daemon.images().commit(container, RunningImages.commit("a"));
        daemon.images().commit(container, RunningImages.commit("b:2"));

        assertThat(daemon.images().inspect("a").id())
                .isEqualTo(daemon.images().inspect("b:2").id());
        assertThat(daemon.fixture().store().size("image_layers")).isEqualTo(2);
    }

    @Test
    void aBadNameOrAMissingImageOrSnapshotLeavesNothing() throws IOException {
        Snapshot container = changedContainer();

        assertThatThrownBy(() -> daemon.images().commit(container, RunningImages.commit("Bad")))
                .isInstanceOf(InvalidArgument.class);
        assertThatThrownBy(() -> daemon.images()
                        .commit(
                                new Snapshot(FakeDrivers.NAME, KEY, "sha256:" + "0".repeat(64)),
                                RunningImages.commit("y")))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> daemon.images()
                        .commit(new Snapshot(FakeDrivers.NAME, "nosuch", base), RunningImages.commit("y")))
                .isInstanceOf(NotFound.class);
        assertOnlyTheBaseIsLeft();
    }

    @Test
    void aFullStoreLeavesNothing() throws IOException {
        Snapshot container = changedContainer();
        daemon.fixture().store().fill();

        assertThatThrownBy(() -> daemon.images().commit(container, RunningImages.commit("y")))
                .isInstanceOf(Internal.class);

        assertOnlyTheBaseIsLeft();
    }

    @Test
    void theChangesAreTold() throws IOException {
        assertThat(daemon.images().changes(changedContainer()))
                .containsExactly(
                        new Change("/etc/a", Change.Kind.MODIFIED),
                        new Change("/etc/b", Change.Kind.DELETED),
                        new Change("/etc/new", Change.Kind.ADDED));
        assertThatThrownBy(() -> daemon.images().changes(new Snapshot(FakeDrivers.NAME, "nosuch", base)))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void linesChangeRunDefaults() {
        ContainerConfig config = ContainerConfig.builder().user("me").build();

        assertThat(daemon.images().changed(config, List.of("ENV X=y")).env()).containsExactly("X=y");
        assertThat(daemon.images().changed(config, List.of("ENV X=y")).user()).isEqualTo("me");
        assertThatThrownBy(() -> daemon.images().changed(config, List.of("RUN x")))
                .isInstanceOf(InvalidArgument.class);
    }

    @Test
    void aContainerIsCopiedToAnotherDriverWithItsChanges() throws IOException {
        FolderGraphDriver other = daemon.fixture().secondDriver("other");
        Snapshot container = changedContainer();

        daemon.images().carry(container, "other");

        Path copy = other.writableFolder(new SnapshotKey(KEY)).path();
        assertThat(copy.resolve("etc/new")).hasContent("new");
        assertThat(copy.resolve("etc/b")).doesNotExist();
        assertThat(copy.resolve("dev/console")).exists();
        assertThat(daemon.images().changes(new Snapshot("other", KEY, base)))
                .isEqualTo(daemon.images().changes(container));
        assertThat(daemon.fixture().driver().keys()).containsExactly(KEY);
        assertThat(daemon.fixture().recipes()).hasSize(2);
    }

    @Test
    void aCopyThatFailsLeavesWhatWasThere() throws IOException {
        FolderGraphDriver other = daemon.fixture().secondDriver("other");
        Snapshot container = changedContainer();

        assertThatThrownBy(() -> daemon.images().carry(new Snapshot(FakeDrivers.NAME, "nosuch", base), "other"))
                .isInstanceOf(NotFound.class);
        assertThat(other.keys()).isEmpty();
        daemon.images().carry(container, "other");
        assertThatThrownBy(() -> daemon.images().carry(container, "other")).isInstanceOf(Conflict.class);
        assertThat(other.keys()).containsExactly(KEY);
    }

    private Snapshot changedContainer() throws IOException {
        Snapshot container = daemon.container(base, KEY);
        Path root =
                daemon.fixture().driver().writableFolder(new SnapshotKey(KEY)).path();
        Files.writeString(root.resolve("etc/new"), "new");
        Files.writeString(root.resolve("etc/a"), "");
        Files.delete(root.resolve("etc/b"));
        return container;
    }

    private void assertOnlyTheBaseIsLeft() {
        assertThat(daemon.images().count()).isEqualTo(1);
        assertThat(daemon.fixture().driver().keys()).containsExactly(KEY);
        assertThat(daemon.fixture().driver().layers()).hasSize(2);
        assertThat(daemon.fixture().recipes()).hasSize(1);
    }
}
