package dev.wharf.engine.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.ContainerLifecycle;
import dev.wharf.engine.api.container.ContainerQuery;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.container.RemoveOptions;
import dev.wharf.engine.api.container.RestartPolicy;
import dev.wharf.engine.container.ContainerState;
import dev.wharf.engine.container.Rig;
import dev.wharf.spi.exec.Stdio;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The daemon is killed when a container has been recorded as running: its program has begun, or it has not. */
class InterruptedStartTest {
    private static final HostConfig ALWAYS =
            HostConfig.builder().restartPolicy(new RestartPolicy("always", 0)).build();

    private static final ContainerQuery RUNNING = new ContainerQuery(false, 0, "", "", Map.of());

    @TempDir
    Path root;

    private Rig before;

    @BeforeEach
    void setUp() {
        before = new Rig(root);
    }

    @Test
    void takesUpAProgramThatHasBegun() {
        String id = before.create("sleep");

        Rig after = killedAtTheStartOf(id);
        recover(after);

        assertThat(after.state(id)).isEqualTo(ContainerState.RUNNING);
        assertThat(after.containers().inspect(id).status().pid()).isEqualTo(4242);
        assertThatThrownBy(() -> after.lifecycle().start(id)).isInstanceOf(EngineException.NotModified.class);
        after.execution().task(id).end(5, false);
        assertThat(after.containers().inspect(id).status().exitCode()).isEqualTo(5);
    }

    @Test
    void learnsHowAProgramEndedThatHasBegun() {
        String id = before.create("", ALWAYS, "exit", "7");

        Rig after = killedAtTheStartOf(id);
        recover(after);

        assertThat(after.events().actions()).startsWith("die", "start");
        assertThat(after.containers().inspect(id).restartCount()).isPositive();
    }

    @Test
    void takesBackAStartThatWasForestalled() {
        String id = before.create("sleep");
        Rig after = killedBeforeTheStartOf(id);

        recover(after);

        assertThat(after.state(id)).isEqualTo(ContainerState.CREATED);
        assertThat(after.execution().list()).isEmpty();
        assertThat(after.outputs().open()).isEmpty();
        assertThat(after.networks().held()).isEmpty();
        assertThat(after.restarted().state(id)).isEqualTo(ContainerState.CREATED);
        after.lifecycle().start(id);
        assertThat(after.state(id)).isEqualTo(ContainerState.RUNNING);
    }

    @Test
    void takesNoneForStartedBeforeItsTaskWasAsked() {
        String id = before.create("sleep");
        Rig after = killedBeforeTheStartOf(id);

        assertThatThrownBy(() -> after.lifecycle().start(id)).isInstanceOf(EngineException.Unavailable.class);
        recover(after);
        after.lifecycle().start(id);

        assertThat(after.state(id)).isEqualTo(ContainerState.RUNNING);
        assertThat(after.execution().task(id).wasStarted()).isTrue();
    }

    /** A client whose call broke off looks whether it was done, and repeats it if not. */
    @Test
    void tellsNothingOfOneBeforeItsTaskWasAsked() {
        String id = before.create("sleep");

        Rig after = killedAtTheStartOf(id);

        assertThatThrownBy(() -> after.containers().inspect(id)).isInstanceOf(EngineException.Unavailable.class);
        assertThat(after.containers().list(RUNNING)).isEmpty();
        after.drivers().execution().arrive("fake", after.execution());
        assertThat(after.containers().inspect(id).status().isRunning()).isTrue();
    }

    @Test
    void listsOneOnceItsTaskCanBeAsked() {
        String id = before.create("sleep");

        Rig after = killedAtTheStartOf(id);
        after.drivers().execution().arrive("fake", after.execution());

        assertThat(after.containers().list(RUNNING)).hasSize(1);
    }

    /** The client did not hear that its call was done, and repeats it. */
    @Test
    void startsNoProgramAgainThatHasEndedMeanwhile() {
        String id = before.create("sleep");
        Rig after = killedAtTheStartOf(id);
        after.execution().task(id).end(7, false);
        after.drivers().graph().arrive("memory", after.graph());
        after.drivers().execution().arrive("fake", after.execution());

        assertThatThrownBy(() -> after.lifecycle().start(id)).isInstanceOf(EngineException.NotModified.class);

        recover(after);
        assertThat(after.containers().inspect(id).status().exitCode()).isEqualTo(7);
        after.lifecycle().start(id);
        after.settle();
        assertThat(after.events().actions()).containsOnlyOnce("start");
    }

    @Test
    void tellsOfOneThatWasForestalledThatItWasNotStarted() {
        String id = before.create("sleep");
        Rig after = killedBeforeTheStartOf(id);
        after.drivers().execution().arrive("fake", after.execution());

        assertThat(after.containers().inspect(id).status().isRunning()).isFalse();
    }

    @Test
    void showsThoseThatRunAtOnceAfterAKill() {
        String id = before.run("sleep");
        before.settle();

        Rig after = before.restarted();

        assertThat(after.containers().inspect(id).status().isRunning()).isTrue();
    }

    @Test
    void removesOneWhoseStartWasForestalled() {
        String id = before.create("sleep");
        Rig after = killedBeforeTheStartOf(id);
        after.drivers().graph().arrive("memory", after.graph());
        after.drivers().execution().arrive("fake", after.execution());

        after.containers().remove(id, new RemoveOptions(false, false, false));

        assertThat(after.table().all()).isEmpty();
    }

    @Test
    void countsARestartOnceThatWasForestalled() {
        String id = before.create("", ALWAYS, "sleep");
        before.lifecycle().start(id);
        before.execution().task(id).end(1, false);
        Rig restarting = before.restarted();
        List<Rig> killed = new CopyOnWriteArrayList<>();
        before.execution().onStart(() -> killed.add(restarting.restarted()));
        recover(restarting);
        forestallTheStartOf(id);
        Rig after = killed.get(0);
        var end = after.lifecycle().exit(id, ContainerLifecycle.WaitCondition.NOT_RUNNING);

        recover(after);

        assertThat(after.state(id)).isEqualTo(ContainerState.RUNNING);
        assertThat(after.containers().inspect(id).restartCount()).isEqualTo(1);
        assertThat(end).isNotDone(); // it was restarting all the time
    }

    /** The engine after the daemon was killed when a first process had just been let go. */
    private Rig killedAtTheStartOf(String id) {
        List<Rig> after = new CopyOnWriteArrayList<>();
        before.execution().onStart(() -> after.add(before.restarted()));
        before.lifecycle().start(id);
        before.adoption().detach(before.table().get(id)); // the daemon is gone and hears nothing
        return after.get(0);
    }

    /** The same, when it was about to be. */
    private Rig killedBeforeTheStartOf(String id) {
        Rig after = killedAtTheStartOf(id);
        forestallTheStartOf(id);
        return after;
    }

    private void forestallTheStartOf(String id) {
        var spec = before.execution().task(id).spec();
        before.execution().lose(id);
        before.execution().create(spec, new Stdio(Optional.empty(), root, Optional.empty()));
    }

    private static void recover(Rig rig) {
        rig.drivers().graph().arrive("memory", rig.graph());
        rig.drivers().execution().arrive("fake", rig.execution());
        var unused = new Recovery(rig.table(), rig.drivers(), rig.adoption());
    }
}
