package dev.wharf.engine.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.CommitRequest;
import dev.wharf.engine.api.container.ContainerConfig;
import dev.wharf.engine.api.container.CreateRequest;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.image.ContainerLayers.Commit;
import dev.wharf.spi.exec.Task;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitContainerTest {
    @TempDir
    Path root;

    private Rig rig;

    @BeforeEach
    void setUp() {
        rig = new Rig(root);
    }

    @Test
    void theImageHasTheContainersConfigUnderTheClients() {
        ContainerConfig own = ContainerConfig.builder()
                .image("busybox")
                .cmd(List.of("sleep"))
                .env(List.of("A=1", "B=2"))
                .workingDir("/work")
                .build();
        String id = rig.containers()
                .create(new CreateRequest("", own, HostConfig.empty()))
                .id();
        ContainerConfig asked =
                ContainerConfig.builder().cmd(List.of("echo", "hi")).build();

        String image = rig.changes()
                .commit(new CommitRequest(id, "a/b:c", "me", "why", true, List.of("ENV B=3", "ONBUILD RUN x"), asked));

        assertThat(image).startsWith("sha256:");
        Commit commit = rig.layers().commits().get(0);
        assertThat(commit.reference()).isEqualTo("a/b:c");
        assertThat(commit.author()).isEqualTo("me");
        assertThat(commit.comment()).isEqualTo("why");
        assertThat(commit.container()).isEqualTo(id);
        assertThat(commit.containerConfig().cmd()).contains(List.of("sleep"));
        assertThat(commit.config().cmd()).contains(List.of("echo", "hi"));
        assertThat(commit.config().env()).containsExactly("B=3", "A=1");
        assertThat(commit.config().workingDir()).isEqualTo("/work");
        assertThat(commit.config().onBuild()).containsExactly("RUN x");
        assertThat(commit.config().hostname()).isEmpty();
        assertThat(rig.events().actions()).containsExactly("create", "commit");
    }

    @Test
    void aRunningContainerIsFrozenMeanwhile() {
        String id = rig.run("sleep");
        rig.layers().meanwhile(() -> assertThat(rig.execution.task(id).status()).isEqualTo(Task.Status.PAUSED));

        rig.changes().commit(request(id, true));

        assertThat(rig.state(id)).isEqualTo(ContainerState.RUNNING);
        assertThat(rig.execution().task(id).status()).isEqualTo(Task.Status.RUNNING);
        assertThat(rig.events().actions()).containsExactly("create", "start", "pause", "unpause", "commit");
    }

    @Test
    void aRunningContainerRunsOnWhenThatIsAskedFor() {
        String id = rig.run("sleep");
        rig.layers().meanwhile(() -> assertThat(rig.execution.task(id).status()).isEqualTo(Task.Status.RUNNING));

        rig.changes().commit(request(id, false));

        assertThat(rig.layers().commits()).hasSize(1);
    }

    @Test
    void aFailureLetsTheContainerGoOn() {
        String id = rig.run("sleep");
        rig.layers().meanwhile(() -> {
            throw new EngineException.Internal("no space left on device");
        });

        assertThatThrownBy(() -> rig.changes().commit(request(id, true))).hasMessage("no space left on device");

        assertThat(rig.state(id)).isEqualTo(ContainerState.RUNNING);
        assertThat(rig.roots().isUsed(id)).isFalse();
        assertThat(rig.events().actions()).doesNotContain("commit");
    }

    @Test
    void aContainerThatWasPausedByHandStaysSo() {
        String id = rig.run("sleep");
        rig.lifecycle().pause(id);

        rig.changes().commit(request(id, true));

        assertThat(rig.state(id)).isEqualTo(ContainerState.PAUSED);
    }

    @Test
    void aContainerThatEndsMeanwhileIsNotThawed() {
        String id = rig.run("sleep");
        rig.layers().meanwhile(() -> rig.lifecycle.kill(id, ""));

        rig.changes().commit(request(id, true));

        assertThat(rig.state(id)).isEqualTo(ContainerState.EXITED);
        assertThat(rig.layers().commits()).hasSize(1);
    }

    @Test
    void aKillOfTheDaemonDoesNotLeaveTheContainerFrozen() {
        String id = rig.run("sleep");
        Rig[] after = new Rig[1];
        rig.layers().meanwhile(() -> after[0] = rig.restarted());

        rig.changes().commit(request(id, false));
        rig.execution().task(id).pause(); // as it is for the commit
        after[0].drivers().execution().arrive("fake", rig.execution());
        after[0].adoption().adopt(after[0].table().get(id));

        assertThat(after[0].state(id)).isEqualTo(ContainerState.RUNNING);
        assertThat(rig.execution().task(id).status()).isEqualTo(Task.Status.RUNNING);
    }

    @Test
    void aLineThatMakesNoSenseIsRefusedBeforeAnythingHappens() {
        String id = rig.run("sleep");
        var bad = new CommitRequest(id, "", "", "", true, List.of("WRONG line"), ContainerConfig.empty());

        assertThatThrownBy(() -> rig.changes().commit(bad)).isInstanceOf(EngineException.InvalidArgument.class);

        assertThat(rig.events().actions()).containsExactly("create", "start");
    }

    @Test
    void aContainerThatIsBeingRemovedIsRefused() {
        String id = rig.create("true");
        rig.interruptRemoval(id);

        assertThatThrownBy(() -> rig.changes().commit(request(id, true))).isInstanceOf(EngineException.Conflict.class);
        assertThatThrownBy(() -> rig.changes().list(id)).isInstanceOf(EngineException.Conflict.class);
    }

    @Test
    void changesAreThoseOfTheSnapshot() {
        String id = rig.create("true");

        assertThat(rig.changes().list(id)).hasSize(1);
        assertThat(rig.roots().isUsed(id)).isFalse();
        assertThatThrownBy(() -> rig.changes().list("nosuch")).isInstanceOf(EngineException.NotFound.class);
    }

    private static CommitRequest request(String container, boolean pause) {
        return new CommitRequest(container, "", "", "", pause, List.of(), ContainerConfig.empty());
    }
}
