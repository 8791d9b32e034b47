package dev.wharf.engine.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.container.RestartPolicy;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndWithDaemonTest {
    @TempDir
    Path root;

    private Rig rig;
    private Supervisor supervisor;

    @BeforeEach
    void setUp() {
        rig = Rig.withoutLiveRestore(root);
        supervisor = rig.threaded();
    }

    @AfterEach
    void close() {
        supervisor.close();
    }

    @Test
    void asksAllThatRunAndKeepsTheirPolicies() {
        LiveContainer always = started("always");
        LiveContainer never = started("no");
        LiveContainer frozen = started("no");
        new PauseContainer(supervisor.site()).pause(frozen);

        EndWithDaemon.endAll(supervisor);

        assertThat(always.state()).isEqualTo(ContainerState.EXITED);
        assertThat(always.run().stoppedByHand()).isFalse();
        assertThat(always.run().outcome().exitCode()).isEqualTo(143);
        assertThat(never.state()).isEqualTo(ContainerState.EXITED);
        assertThat(frozen.state()).isEqualTo(ContainerState.EXITED);
        Rig after = rig.restarted();
        after.drivers().graph().arrive("memory", after.graph());
        after.drivers().execution().arrive("fake", after.execution());
        after.table().all().forEach(after.adoption()::startWithDaemon);
        assertThat(after.state(always.id())).isEqualTo(ContainerState.RUNNING);
        assertThat(after.state(never.id())).isEqualTo(ContainerState.EXITED);
    }

    @Test
    void startsNothingAnyMore() {
        LiveContainer container = started("no");

        EndWithDaemon.endAll(supervisor);

        assertThatThrownBy(() -> supervisor.start(container, "x")).isInstanceOf(EngineException.Unavailable.class);
    }

    private LiveContainer started(String policy) {
        HostConfig config =
                HostConfig.builder().restartPolicy(new RestartPolicy(policy, 0)).build();
        LiveContainer container = rig.table().get(rig.create("", config, "sleep"));
        supervisor.start(container, container.id());
        return container;
    }
}
