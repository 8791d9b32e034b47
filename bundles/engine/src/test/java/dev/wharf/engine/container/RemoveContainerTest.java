package dev.wharf.engine.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.ContainerLifecycle.WaitCondition;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.container.RemoveOptions;
import dev.wharf.engine.api.container.RestartPolicy;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemoveContainerTest {
    private static final RemoveOptions PLAIN = new RemoveOptions(false, false, false);
    private static final RemoveOptions FORCE = new RemoveOptions(false, true, false);

    @TempDir
    Path root;

    private Rig rig;

    @BeforeEach
    void setUp() {
        rig = new Rig(root);
    }

    @Test
    void leavesNothing() {
        String id = rig.create("web", HostConfig.empty(), "true");

        rig.containers().remove("web", PLAIN);

        assertThat(rig.table().all()).isEmpty();
        assertThat(rig.graph().keys()).isEmpty();
        assertThat(root.resolve("data/containers")).isEmptyDirectory();
        assertThat(rig.store().size("containers")).isZero();
        assertThat(rig.store().size("container_runs")).isZero();
        assertThat(rig.events().actions()).containsExactly("create", "destroy");
        assertThatThrownBy(() -> rig.containers().inspect(id)).hasMessage("no such id: " + id);
    }

    @Test
    void refusesWhileItRuns() {
        String id = rig.run("sleep");

        assertThatThrownBy(() -> rig.containers().remove(id, PLAIN))
                .isInstanceOf(EngineException.Conflict.class)
                .hasMessage("Conflict, You cannot remove a running container. Stop the container before attempting"
                        + " removal or use -f");
    }

    @Test
    void killsWithForce() {
        String id = rig.run("deaf");

        rig.containers().remove(id, FORCE);

        assertThat(rig.events().actions()).containsExactly("create", "start", "kill", "die", "destroy");
        assertThat(rig.execution().list()).isEmpty();
    }

    @Test
    void stopsWithGrace() {
        String id = rig.run("sleep");

        rig.containers().remove(id, new RemoveOptions(false, true, true));

        assertThat(rig.events().actions()).containsExactly("create", "start", "kill", "die", "stop", "destroy");
    }

    @Test
    void outranksTheRestartPolicy() {
        HostConfig always = HostConfig.builder()
                .restartPolicy(new RestartPolicy("always", 0))
                .build();
        String id = rig.create("", always, "sleep");
        rig.lifecycle().start(id);

        rig.containers().remove(id, FORCE);

        assertThat(rig.timer.delays()).isEmpty();
    }

    @Test
    void leavesADeadContainerWhenTheDriverFails() {
        String id = rig.create("true");
        rig.graph().failRemovals(true);

        assertThatThrownBy(() -> rig.containers().remove(id, PLAIN)).isInstanceOf(EngineException.Internal.class);
        assertThat(rig.state(id)).isEqualTo(ContainerState.DEAD);

        rig.graph().failRemovals(false);
        rig.containers().remove(id, PLAIN);
        assertThat(rig.table().all()).isEmpty();
    }

    @Test
    void tellsThoseWhoWaitForIt() {
        String id = rig.run("exit", "3");
        var removal = rig.lifecycle().exit(id, WaitCondition.REMOVED);

        assertThat(removal).isNotDone();
        rig.containers().remove(id, PLAIN);
        rig.timer.settle();
        assertThat(removal).isCompletedWithValue(3);
    }

    @Test
    void canBeRepeatedAfterTheStoreWasFull() {
        String id = rig.create("true");
        rig.store().fill(true);
        assertThatThrownBy(() -> rig.containers().remove(id, PLAIN)).isInstanceOf(EngineException.Internal.class);
        rig.store().fill(false);

        rig.containers().remove(id, PLAIN);

        assertThat(rig.table().all()).isEmpty();
    }

    @Test
    void freesTheName() {
        rig.create("web", HostConfig.empty(), "true");

        rig.containers().remove("web", PLAIN);

        assertThat(rig.create("web", HostConfig.empty(), "true")).hasSize(64);
    }
}
