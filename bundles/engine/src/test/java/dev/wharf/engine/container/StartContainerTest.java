package dev.wharf.engine.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.Container;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.container.NetworkConfig;
import dev.wharf.spi.DriverException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartContainerTest {
    @TempDir
    Path root;

    private Rig rig;

    @BeforeEach
    void setUp() {
        rig = new Rig(root);
    }

    @Test
    void tellsAtTheStartThatAContainerToJoinIsNotThere() {
        HostConfig joins = HostConfig.builder()
                .network(NetworkConfig.ofMode("container:nosuch"))
                .build();
        String id = rig.create("", joins, "sleep");

        assertThatThrownBy(() -> rig.lifecycle().start(id))
                .isInstanceOf(EngineException.NotFound.class)
                .hasMessageEndingWith("no such id: nosuch");
    }

    @Test
    void runsTheCommand() {
        String id = rig.run("sleep");

        Container container = rig.containers().inspect(id);
        assertThat(container.status().isRunning()).isTrue();
        assertThat(container.status().pid()).isEqualTo(4242);
        assertThat(container.status().startedAt()).isPresent();
        assertThat(Path.of(container.files().hosts()))
                .content()
                .startsWith("172.17.0.2\t" + id.substring(0, 12) + "\n127.0.0.1\tlocalhost\n");
        assertThat(Path.of(container.files().hostname())).content().isEqualTo(id.substring(0, 12) + "\n");
        assertThat(rig.events().actions()).containsExactly("create", "start");
    }

    /** The client's input may end at any moment of a start. */
    @Test
    void passesTheEndOfTheInputToATaskThatItHolds() {
        String id = rig.create("sleep");
        List<Boolean> told = new ArrayList<>();
        rig.execution().onStart(() -> told.add(rig.outputs().closeStdin(id)));

        rig.lifecycle().start(id);
        told.add(rig.outputs().closeStdin(id));

        assertThat(told).containsExactly(false, true);
        assertThat(rig.execution().task(id).inputEnds()).isEqualTo(1);
    }

    @Test
    void keepsTheEndOfTheInputForADriverThatComesBack() {
        String id = rig.run("sleep");

        rig.drivers().execution().leave("fake");
        boolean whileAway = rig.outputs().closeStdin(id);
        rig.drivers().execution().arrive("fake", rig.execution());

        assertThat(whileAway).isFalse();
        assertThat(rig.outputs().closeStdin(id)).isTrue();
    }

    @Test
    void recordsTheEndOfAShortCommand() {
        String id = rig.run("exit", "7");

        Container container = rig.containers().inspect(id);
        assertThat(container.status().exitCode()).isEqualTo(7);
        assertThat(container.status().isRunning()).isFalse();
        assertThat(container.status().finishedAt()).isPresent();
        assertThat(rig.events().actions()).containsExactly("create", "start", "die");
        assertThat(rig.events().all().get(2).attributes())
                .containsEntry("exitCode", "7")
                .containsEntry("image", "busybox");
        assertThat(rig.outputs().diary()).containsExactly("open", "finish");
        assertThat(rig.execution().list()).isEmpty();
    }

    @Test
    void tellsOfALackOfMemory() {
        String id = rig.run("sleep");

        rig.execution().task(id).end(137, true);

        assertThat(rig.containers().inspect(id).status().outOfMemory()).isTrue();
        assertThat(rig.events().actions()).containsExactly("create", "start", "oom", "die");
    }

    @Test
    void isNotModifiedWhenItRuns() {
        String id = rig.run("sleep");

        assertThatThrownBy(() -> rig.lifecycle().start(id)).isInstanceOf(EngineException.NotModified.class);
    }

    @Test
    void canBeRepeatedAfterTheEnd() {
        String id = rig.run("true");

        rig.lifecycle().start(id);

        assertThat(rig.events().actions()).containsExactly("create", "start", "die", "start", "die");
    }

    @Test
    void tellsThatTheCommandIsNotThere() {
        String id = rig.create("bad", HostConfig.empty(), "nosuch");

        assertThatThrownBy(() -> rig.lifecycle().start("bad"))
                .isInstanceOf(EngineException.NotFound.class)
                .hasMessage("Cannot start container bad: exec: \"nosuch\": executable file not found in $PATH");

        Container container = rig.containers().inspect(id);
        assertThat(container.status().exitCode()).isEqualTo(127);
        assertThat(container.status().error()).contains("executable file not found in $PATH");
        assertThat(container.status().startedAt()).isEmpty();
        assertThat(rig.state(id)).isEqualTo(ContainerState.CREATED);
        assertThat(rig.events().actions()).containsExactly("create", "die");
    }

    @Test
    void tellsThatTheCommandCannotBeExecuted() {
        String id = rig.create("folder");

        assertThatThrownBy(() -> rig.lifecycle().start(id)).isInstanceOf(EngineException.InvalidArgument.class);

        assertThat(rig.containers().inspect(id).status().exitCode()).isEqualTo(126);
    }

    @Test
    void undoesItsStepsInReverse() {
        String id = rig.create("nosuch");

        assertThatThrownBy(() -> rig.lifecycle().start(id)).isInstanceOf(EngineException.class);

        assertThat(rig.execution().list()).isEmpty();
        assertThat(rig.outputs().open()).isEmpty();
        assertThat(rig.outputs().diary()).containsExactly("open", "finish");
    }

    /** What it needs, such as a root that somebody else had mounted, may go first. */
    @Test
    void canBeRepeatedWhenTheEngineEndsMeanwhile() {
        String id = rig.create("", HostConfig.builder().autoRemove(true).build(), "sleep");
        rig.execution().onStart(() -> {
            rig.supervisor.close();
            throw new DriverException(
                    DriverException.Kind.INVALID_ARGUMENT, "bind /roots/bare: no such file or directory");
        });

        assertThatThrownBy(() -> rig.lifecycle().start(id)).isInstanceOf(EngineException.Unavailable.class);

        assertThat(rig.state(id)).isEqualTo(ContainerState.CREATED);
    }

    @Test
    void endsTheTaskWhenTheStoreIsFull() {
        String id = rig.create("sleep");
        rig.store().fill(true);

        assertThatThrownBy(() -> rig.lifecycle().start(id)).isInstanceOf(EngineException.Internal.class);

        assertThat(rig.execution().list()).isEmpty();
        assertThat(rig.state(id)).isEqualTo(ContainerState.CREATED);
    }

    @Test
    void remembersAnEndThatCannotBeStored() {
        String id = rig.run("sleep");
        rig.store().fill(true);

        rig.execution().task(id).end(3, false);

        assertThat(rig.state(id)).isEqualTo(ContainerState.EXITED);
        assertThat(rig.execution().task(id).status()).isEqualTo(dev.wharf.spi.exec.Task.Status.STOPPED);
    }

    @Test
    void failsWithoutItsExecutionDriver() {
        String id = rig.create("sleep");
        rig.drivers().execution().leave("fake");

        assertThatThrownBy(() -> rig.lifecycle().start(id)).isInstanceOf(EngineException.Unavailable.class);

        assertThat(rig.outputs().open()).isEmpty();
    }

    @Test
    void sharesTheNetworkOfARunningContainerAlone() {
        String owner = rig.create("owner", HostConfig.empty(), "sleep");
        HostConfig shared = HostConfig.builder()
                .network(NetworkConfig.ofMode("container:owner"))
                .build();
        String id = rig.create("", shared, "sleep");

        assertThatThrownBy(() -> rig.lifecycle().start(id))
                .isInstanceOf(EngineException.Conflict.class)
                .hasMessageContaining("cannot join network of a non running container: " + owner);

        rig.lifecycle().start(owner);
        rig.lifecycle().start(id);
        assertThat(rig.execution().task(id).spec().hostname()).isEqualTo(owner.substring(0, 12));
        assertThat(rig.execution().task(id).spec().namespaces().network()).hasToString("Join[task=" + owner + "]");
    }

    @Test
    void removesAContainerThatAskedForIt() {
        String id = rig.create("", HostConfig.builder().autoRemove(true).build(), "true");

        rig.lifecycle().start(id);

        assertThat(rig.table().byId(id)).isEmpty();
        assertThat(rig.graph().keys()).isEmpty();
        assertThat(rig.events().actions()).containsExactly("create", "start", "die", "destroy");
    }

    @Test
    void takesANewHostConfigurationBefore() {
        String id = rig.create("sleep");

        rig.lifecycle()
                .configure(
                        id,
                        HostConfig.builder().binds(List.of(root + "/made:/b")).build());
        rig.lifecycle().start(id);

        assertThat(root.resolve("made")).isDirectory();
        assertThat(rig.containers().inspect(id).mounts()).hasSize(1);
    }
}
