package dev.wharf.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException.Conflict;
import dev.wharf.engine.api.EngineException.NotFound;
import dev.wharf.engine.api.EngineException.Unavailable;
import dev.wharf.engine.api.image.ImageRoots.RootLayer;
import dev.wharf.engine.api.image.ImageUsers;
import dev.wharf.engine.api.image.ImageUsers.User;
import dev.wharf.engine.api.image.Removal;
import dev.wharf.spi.graph.LayerId;
import dev.wharf.spi.graph.SnapshotKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemoveImageTest {
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
    void aRemovedImageLeavesNothing() {
        String id = daemon.imported("busybox", "");
        daemon.images().root(id);

        List<Removal> steps = daemon.images().remove("busybox", false, true);

        assertThat(steps).containsExactly(new Removal.Untagged("busybox:latest", id), new Removal.Deleted(id));
        assertThat(daemon.fixture().events().told()).endsWith("untag " + id, "delete " + id);
        daemon.assertNothingIsLeft();
        assertThatThrownBy(() -> daemon.images().inspect("busybox")).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> daemon.images().root(id)).isInstanceOf(NotFound.class);
    }

    @Test
    void noImageGoesWhileNobodyKnowsTheContainers() {
        daemon.imported("busybox", "");
        daemon.images().unbindUsers(RunningImages.NOBODY);

        assertThatThrownBy(() -> daemon.images().remove("busybox", true, true)).isInstanceOf(Unavailable.class);

        assertThat(daemon.images().count()).isEqualTo(1);
    }

    @Test
    void theContainersAreAskedBeforeAnImageGoes() {
        String id = daemon.imported("busybox", "");
        ImageUsers engine = image -> image.equals(id) ? List.of(new User("c17b648bcbca", "busybox", true)) : List.of();
        daemon.images().bindUsers(engine);
        daemon.images().unbindUsers(RunningImages.NOBODY);

        assertThatThrownBy(() -> daemon.images().remove("busybox", false, true))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("container c17b648bcbca is using its referenced image");
        assertThatThrownBy(() -> daemon.images().remove(id, true, true))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("(cannot be forced)");
    }

    @Test
    void aRefusedRemovalChangesNothing() {
        String id = daemon.imported("busybox", "");
        daemon.images().tag("busybox", "x", "", false);

        assertThatThrownBy(() -> daemon.images().remove(id, false, true)).isInstanceOf(Conflict.class);

        assertThat(daemon.images().inspect(id).tags()).hasSize(2);
        assertThat(daemon.fixture().driver().layers()).hasSize(1);
    }

    @Test
    void anImageGoesWhileItsContainerKeepsTheLayers() {
        String id = daemon.imported("busybox", "");
        RootLayer root = daemon.images().root(id);
        var container = new SnapshotKey("container");
        daemon.fixture().driver().prepare(container, Optional.of(new LayerId(root.layerId())));

        daemon.images().remove("busybox", true, true);
        assertThat(daemon.fixture().driver().layers()).hasSize(2);

        daemon.fixture().driver().remove(container);
        daemon.start(Optional.empty());
        daemon.imported("other", "x");
        daemon.images().remove("other", false, true);
        assertThat(daemon.fixture().driver().layers()).isEmpty();
    }
}
