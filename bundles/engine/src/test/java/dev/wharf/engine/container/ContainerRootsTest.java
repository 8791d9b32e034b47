package dev.wharf.engine.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.container.RemoveOptions;
import dev.wharf.engine.root.RootContent;
import dev.wharf.spi.Mount;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerRootsTest {
    private static final RemoveOptions PLAIN = new RemoveOptions(false, false, false);

    @TempDir
    Path root;

    private Rig rig;

    @BeforeEach
    void setUp() {
        rig = new Rig(root);
    }

    @Test
    void aStoppedContainersSnapshotIsMountedWhileItIsOpen() {
        String id = rig.create("true");

        try (ContainerRoot open = rig.opener().open(id)) {
            assertThat(rig.mounter().mounted()).containsExactly(id);
            assertThat(Files.isDirectory(open.descriptor().path())).isTrue();
        }

        assertThat(rig.mounter().mounted()).isEmpty();
    }

    @Test
    void bindsAndVolumesAreMountedOuterOnesFirst() {
        HostConfig binds = HostConfig.builder()
                .binds(List.of("/host/in:/a/b/c:ro", "/host/out:/a"))
                .build();
        String id = rig.create("", binds, "true");

        rig.opener().open(id).close();

        List<RootContent.Bind> mounted = rig.mounter().content(id).binds();
        assertThat(mounted)
                .extracting(RootContent.Bind::target)
                .containsExactly("/a", "/etc/resolv.conf", "/etc/hostname", "/etc/hosts", "/a/b/c");
        assertThat(mounted.get(0).readWrite()).isTrue();
        assertThat(mounted.get(4)).isEqualTo(new RootContent.Bind("/host/in", "/a/b/c", false));
        assertThat(rig.mounter().content(id).readOnly()).isFalse();
    }

    @Test
    void aContainerThatIsStartedMeanwhileIsGivenTheMount() {
        String id = rig.create("sleep");

        try (ContainerRoot open = rig.opener().open(id)) {
            assertThat(open.container().id()).isEqualTo(id);
            rig.lifecycle().start(id);

            Mount mount = rig.execution().task(id).spec().root().get(0);
            assertThat(mount.type()).isEqualTo("bind");
            assertThat(mount.options()).containsExactly("bind");
            assertThat(Path.of(mount.source())).isEqualTo(rig.mounter().root(id));
        }

        assertThat(rig.mounter().diary()).containsExactly("mount", "unmount");
        assertThat(rig.roots().isUsed(id)).isFalse();
    }

    @Test
    void aContainerThatIsStartedAfterwardsMountsItsOwn() {
        String id = rig.create("sleep");
        rig.opener().open(id).close();

        rig.lifecycle().start(id);

        assertThat(rig.execution().task(id).spec().root()).isEqualTo(rig.graph().mounts(rig.snapshot(id)));
    }

    @Test
    void aRunningContainersRootIsTheMountThatItsTaskHas() {
        String id = rig.run("sleep");
        rig.execution().task(id).showRoot(root);

        try (ContainerRoot open = rig.opener().open(id)) {
            assertThat(Files.isDirectory(open.descriptor().path())).isTrue();
            assertThat(rig.mounter().content(id).live()).isPresent();
            assertThat(rig.mounter().content(id).layers()).isEmpty();
        }

        assertThat(rig.roots().isUsed(id)).isFalse();
    }

    @Test
    void aContainerThatEndsAndStartsMeanwhileKeepsTheMount() {
        String id = rig.run("sleep");
        rig.execution().task(id).showRoot(root);

        try (ContainerRoot open = rig.opener().open(id)) {
            rig.lifecycle().kill(open.container().id(), "");
            rig.lifecycle().start(id);

            assertThat(rig.execution().task(id).spec().root().get(0).source())
                    .isEqualTo(rig.mounter().root(id).toString());
        }

        assertThat(rig.mounter().diary()).containsExactly("mount", "unmount");
    }

    @Test
    void aTaskThatHasJustEndedShowsTheSnapshot() {
        String id = rig.run("sleep"); // its task has no root, as one that has ended

        rig.opener().open(id).close();

        assertThat(rig.mounter().diary()).containsExactly("mount", "unmount");
    }

    @Test
    void aDriverThatIsAwayMakesItUnavailable() {
        String stopped = rig.create("true");
        String running = rig.run("sleep");
        rig.adoption().detach(rig.table().get(running));
        rig.drivers().graph().leave("memory");
        rig.drivers().execution().leave("fake");

        assertThatThrownBy(() -> rig.opener().open(stopped)).isInstanceOf(EngineException.Unavailable.class);
        assertThatThrownBy(() -> rig.opener().open(running)).isInstanceOf(EngineException.Unavailable.class);
        assertThat(rig.roots().isUsed(stopped)).isFalse();
        assertThat(rig.roots().isUsed(running)).isFalse();
    }

    @Test
    void oneThatIsBeingRemovedOrDeadIsRefused() {
        String removing = rig.create("true");
        rig.interruptRemoval(removing);
        String dead = rig.create("true");
        rig.graph().failRemovals(true);
        assertThatThrownBy(() -> rig.containers().remove(dead, PLAIN)).isInstanceOf(EngineException.Internal.class);

        assertThatThrownBy(() -> rig.opener().open(removing)).isInstanceOf(EngineException.Conflict.class);
        assertThatThrownBy(() -> rig.opener().open(dead)).isInstanceOf(EngineException.Unavailable.class);
        assertThatThrownBy(() -> rig.opener().open("nosuch")).isInstanceOf(EngineException.NotFound.class);
    }

    @Test
    void aRemovalWaitsForTheLastReader() throws Exception {
        String id = rig.create("true");
        ContainerRoot open = rig.opener().open(id);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<?> removal = other.submit(() -> rig.containers.remove(id, PLAIN));
            while (!rig.table.get(id).isLeaving()) {
                Thread.onSpinWait();
            }
            assertThatThrownBy(() -> rig.opener().open(id)).isInstanceOf(EngineException.Conflict.class);
            assertThat(rig.graph().keys()).containsExactly(id);
            open.close();
            removal.get();
        } finally {
            other.shutdown();
        }
        assertThat(rig.graph().keys()).isEmpty();
    }
}
