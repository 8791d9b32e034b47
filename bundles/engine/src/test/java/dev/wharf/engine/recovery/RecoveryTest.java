package dev.wharf.engine.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.container.RestartPolicy;
import dev.wharf.engine.container.ContainerState;
import dev.wharf.engine.container.Rig;
import dev.wharf.engine.container.RunRecord;
import dev.wharf.spi.exec.Stdio;
import dev.wharf.spi.exec.Task;
import dev.wharf.spi.graph.LayerId;
import dev.wharf.spi.graph.SnapshotKey;
import dev.wharf.store.RecordType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoveryTest {
    @TempDir
    Path root;

    private Rig before;

    @BeforeEach
    void setUp() {
        before = new Rig(root);
    }

    @Test
    void takesUpWhatRunsOn() {
        String id = before.run("sleep");

        Rig after = recovered();

        assertThat(after.state(id)).isEqualTo(ContainerState.RUNNING);
        assertThat(after.outputs().open()).containsExactly(id);
        after.execution().task(id).end(5, false);
        assertThat(after.containers().inspect(id).status().exitCode()).isEqualTo(5);
        assertThat(after.events().actions()).containsExactly("die");
    }

    @Test
    void learnsHowOneEndedMeanwhile() {
        String id = before.run("sleep");
        before.adoption().detach(before.table().get(id)); // the daemon is gone and hears nothing
        before.execution().task(id).end(9, false);

        Rig after = recovered();

        assertThat(after.state(id)).isEqualTo(ContainerState.EXITED);
        assertThat(after.containers().inspect(id).status().exitCode()).isEqualTo(9);
        assertThat(after.outputs().diary()).containsExactly("recover", "finish");
    }

    @Test
    void takesOneThatNobodyKnowsForKilled() {
        String id = before.run("sleep");
        before.execution().lose(id);

        Rig after = recovered();

        assertThat(after.containers().inspect(id).status().exitCode()).isEqualTo(137);
    }

    @Test
    void asksTheDriverForOneWhoseRunIsLost() {
        String runs = before.run("sleep");
        String ended = before.run("sleep");
        before.execution().lose(ended);
        loseRun(runs);
        loseRun(ended);

        Rig after = recovered();

        assertThat(after.state(runs)).isEqualTo(ContainerState.RUNNING);
        assertThat(after.containers().inspect(ended).status().exitCode()).isEqualTo(137);
        after.execution().task(runs).end(5, false);
        assertThat(after.containers().inspect(runs).status().exitCode()).isEqualTo(5);
    }

    /** As when its record cannot be read. */
    private void loseRun(String id) {
        before.store().open(RecordType.of("container_runs", RunRecord.class)).remove(id);
    }

    @Test
    void waitsForTheLogDriver() {
        String id = before.run("sleep");
        Rig after = before.restarted();
        after.outputs().away(true);
        recover(after);
        assertThat(after.table().get(id).held()).isEmpty();

        after.outputs().away(false);
        after.drivers().log().arrive("json-file", new NoLogs());

        assertThat(after.table().get(id).held()).isPresent();
    }

    @Test
    void restartsByPolicyWhatWasKilledWithTheHost() {
        String id = before.create("", policy("always"), "sleep");
        before.lifecycle().start(id);
        before.execution().lose(id);

        Rig after = recovered();

        assertThat(after.state(id)).isEqualTo(ContainerState.RUNNING);
        assertThat(after.events().actions()).containsExactly("die", "start");
    }

    @Test
    void startsAlwaysEvenAfterAStopByHand() {
        String always = stopped("always");
        String unlessStopped = stopped("unless-stopped");
        String never = stopped("no");

        Rig after = recovered();

        assertThat(after.state(always)).isEqualTo(ContainerState.RUNNING);
        assertThat(after.state(unlessStopped)).isEqualTo(ContainerState.EXITED);
        assertThat(after.state(never)).isEqualTo(ContainerState.EXITED);
    }

    @Test
    void goesOnWithARestartThatWasPutOff() {
        String id = before.create("", policy("always"), "sleep");
        before.lifecycle().start(id);
        before.execution().task(id).end(1, false);
        assertThat(before.state(id)).isEqualTo(ContainerState.RESTARTING);

        Rig after = recovered();

        assertThat(after.state(id)).isEqualTo(ContainerState.RUNNING);
        assertThat(after.containers().inspect(id).restartCount()).isEqualTo(1);
    }

    @Test
    void letsAClientReachOneThatIsNotYetTakenUp() {
        String id = before.run("sleep");
        Rig after = before.restarted();
        after.drivers().graph().arrive("memory", after.graph());
        after.drivers().execution().arrive("fake", after.execution());

        after.lifecycle().stop(id, Optional.empty());

        assertThat(after.state(id)).isEqualTo(ContainerState.EXITED);
    }

    @Test
    void startsNothingAgainWhenTheDriverIsReplaced() {
        Rig after = recovered();
        String id = after.create("", policy("always"), "sleep");
        after.lifecycle().start(id);
        after.lifecycle().stop(id, Optional.empty());

        after.drivers().execution().leave("fake");
        after.drivers().execution().arrive("fake", after.execution());

        assertThat(after.state(id)).isEqualTo(ContainerState.EXITED);
    }

    @Test
    void watchesAgainWhenTheDriverIsReplaced() {
        Rig after = recovered();
        String id = after.run("sleep");

        after.drivers().execution().leave("fake");
        assertThat(after.table().get(id).held()).isEmpty();
        after.drivers().execution().arrive("fake", after.execution());
        after.execution().task(id).end(1, false);

        assertThat(after.events().actions()).containsExactly("create", "start", "die");
    }

    @Test
    void thawsAContainerThatWasFrozenForACommit() {
        String id = before.run("sleep");
        before.execution().task(id).pause();

        Rig after = recovered();

        assertThat(after.state(id)).isEqualTo(ContainerState.RUNNING);
        assertThat(after.execution().task(id).status()).isEqualTo(Task.Status.RUNNING);
    }

    @Test
    void endsATaskWhoseStartWasInterrupted() {
        String id = before.run("sleep");
        String other = before.create("sleep");
        var spec = before.execution().task(id).spec();
        before.lifecycle().kill(id, "");
        before.execution().create(spec, new Stdio(Optional.empty(), root, Optional.empty()));

        Rig after = recovered();

        assertThat(after.execution().list()).isEmpty();
        assertThat(after.state(other)).isEqualTo(ContainerState.CREATED);
    }

    @Test
    void sweepsWhatWasMadeForContainersThatNeverCameToBe() throws IOException {
        String id = before.create("true");
        String orphan = "e".repeat(64);
        before.graph().prepare(new SnapshotKey(orphan), Optional.of(new LayerId("layer")));
        before.graph().prepare(new SnapshotKey("prep-1"), Optional.empty());
        Files.createDirectories(root.resolve("data/containers").resolve(orphan).resolve("sub"));
        Path streams = before.table().settings().execRoot().resolve("containers");
        Files.createDirectories(streams.resolve(orphan));
        Files.createDirectories(streams.resolve(id));

        recovered();

        assertThat(streams).isDirectoryNotContaining("glob:**" + orphan).isDirectoryContaining("glob:**" + id);

        assertThat(before.graph().keys()).containsExactlyInAnyOrder(id, "prep-1");
        assertThat(root.resolve("data/containers")).isDirectoryNotContaining("glob:**" + orphan);
    }

    @Test
    void keepsWhatBelongsToARecordThatCannotBeRead() {
        String id = before.create("true");
        before.store().lose("containers", id);

        Rig after = recovered();

        assertThat(after.table().all()).isEmpty();
        assertThat(after.graph().keys()).containsExactly(id);
    }

    @Test
    void removesOneThatWasToBeRemovedAtItsEnd() {
        String id = before.create("", HostConfig.builder().autoRemove(true).build(), "sleep");
        before.lifecycle().start(id);
        before.execution().lose(id);

        Rig after = recovered();

        assertThat(after.table().all()).isEmpty();
    }

    @Test
    void completesAnInterruptedRemoval() {
        String id = before.create("true");
        before.interruptRemoval(id);

        Rig after = recovered();

        assertThat(after.table().all()).isEmpty();
        assertThat(after.graph().keys()).isEmpty();
    }

    @Test
    void endsWhatAKilledDaemonLeftWhenContainersEndWithIt() {
        before = Rig.withoutLiveRestore(root);
        String id = before.run("sleep");
        String always = before.create("", policy("always"), "sleep");
        before.lifecycle().start(always);
        before.execution().task(always).pause();

        Rig after = recovered();

        assertThat(after.state(id)).isEqualTo(ContainerState.EXITED);
        assertThat(after.containers().inspect(id).status().exitCode()).isEqualTo(137);
        assertThat(after.state(always)).isIn(ContainerState.RESTARTING, ContainerState.RUNNING);
        assertThat(after.events().actions()).filteredOn("die"::equals).hasSize(2);
    }

    @Test
    void leavesWhatItStartedAloneWhenTheDriverIsReplaced() {
        before = Rig.withoutLiveRestore(root);
        Rig after = recovered();
        String id = after.run("sleep");

        after.drivers().execution().leave("fake");
        after.drivers().execution().arrive("fake", after.execution());

        assertThat(after.state(id)).isEqualTo(ContainerState.RUNNING);
    }

    private String stopped(String policy) {
        String id = before.create("", policy(policy), "sleep");
        before.lifecycle().start(id);
        before.lifecycle().stop(id, Optional.empty());
        return id;
    }

    private static HostConfig policy(String name) {
        return HostConfig.builder().restartPolicy(new RestartPolicy(name, 0)).build();
    }

    private Rig recovered() {
        Rig after = before.restarted();
        recover(after);
        return after;
    }

    private static void recover(Rig rig) {
        rig.drivers().graph().arrive("memory", rig.graph());
        rig.drivers().execution().arrive("fake", rig.execution());
        var unused = new Recovery(rig.table(), rig.drivers(), rig.adoption());
    }
}
