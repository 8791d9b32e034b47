package dev.wharf.engine.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.container.HeldTask;
import dev.wharf.engine.testing.FakeTask;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoverExecsTest {
    @TempDir
    Path root;

    private ExecRig before;
    private String container;
    private boolean stopped = false;

    @BeforeEach
    void setUp() {
        before = new ExecRig(root);
        container = before.rig.run("sleep");
    }

    @Test
    void anExecRunsOnAndItsOutputIsCarried() {
        String id = before.run(container, "sleep");

        ExecRig after = recovered();

        assertThat(after.service.inspect(id).running()).isTrue();
        assertThat(after.service.inspect(id).pid()).isEqualTo(4343);
        assertThat(after.rig.outputs().open()).contains(id);
        after.process(container, id).end(5);
        after.settle();
        assertThat(after.service.inspect(id).exitCode()).hasValue(5);
        assertThat(after.rig.events().actions()).containsExactly("exec_die");
        assertThat(after.rig.outputs().open()).doesNotContain(id);
        assertThat(after.rig.execution().task(container).execs()).isEmpty();
    }

    @Test
    void theExitCodeOfOneThatEndedMeanwhileIsLearned() {
        String id = before.run(container, "sleep");
        stopBefore();
        before.process(container, id).end(9);

        ExecRig after = recovered();

        assertThat(after.service.inspect(id).exitCode()).hasValue(9);
        assertThat(after.rig.execution().task(container).execs()).isEmpty();
    }

    @Test
    void theExitCodeOfOneThatEndedBeforeIsKept() {
        String id = before.run(container, "exit", "3");

        ExecRig after = recovered();

        assertThat(after.service.inspect(id).exitCode()).hasValue(3);
        assertThat(after.rig.events().actions()).isEmpty();
    }

    @Test
    void theInputOfALostClientEnds() {
        String id = before.service.create(container, ExecRig.config(false, true, "sleep"));
        before.service.start(id, false).close();

        ExecRig after = recovered();

        assertThat(after.process(container, id).diary()).containsExactly("closeStdin");
    }

    @Test
    void oneThatTheDriverDoesNotKnowIsTakenForKilled() {
        String id = before.run(container, "sleep");
        before.rig.execution().task(container).lose(id);

        ExecRig after = recovered();

        assertThat(after.service.inspect(id).exitCode()).hasValue(137);
        assertThat(after.rig.outputs().open()).doesNotContain(id);
    }

    @Test
    void oneThatNobodyKnowsIsEnded() {
        String id = before.run(container, "sleep");
        before.rig.store().lose("execs", id);
        stopBefore();

        ExecRig after = recovered();

        assertThat(after.rig.execution().task(container).execs()).isEmpty();
        assertThatThrownBy(() -> after.service.inspect(id)).isInstanceOf(EngineException.NotFound.class);
    }

    @Test
    void theExecsOfAContainerThatEndedMeanwhileGoWithIt() {
        before.run(container, "sleep");
        stopBefore();
        before.rig.execution().task(container).end(0, false);

        ExecRig after = recovered();

        assertThat(after.rig.containers().inspect(container).execIds()).isEmpty();
        assertThat(after.rig.outputs().open()).isEmpty();
        assertThat(after.rig.execution().list()).isEmpty();
    }

    @Test
    void theExecsOfAContainerThatIsGoneAreForgotten() {
        before.run(container, "sleep");
        stopBefore();
        before.rig.store().lose("containers", container);
        before.rig.store().lose("container_runs", container);

        ExecRig after = recovered();

        assertThat(after.rig.store().size("execs")).isZero();
    }

    @Test
    void anExchangeOfTheDriverDisturbsNothing() {
        String id = before.run(container, "sleep");
        FakeTask task = before.rig.execution().task(container);

        before.rig.adoption().detach(before.rig.table().get(container));
        before.rig.drivers().execution().leave("fake");
        before.rig.execution().exchange(container);
        before.rig.drivers().execution().arrive("fake", before.rig.execution());
        before.settle();

        assertThat(before.rig.table().get(container).held().map(HeldTask::task)).isNotEqualTo(Optional.of(task));
        assertThat(before.service.inspect(id).running()).isTrue();
        before.process(container, id).end(2);
        before.settle();
        assertThat(before.service.inspect(id).exitCode()).hasValue(2);
    }

    private ExecRig recovered() {
        stopBefore();
        ExecRig after = before.restarted();
        after.rig.drivers().graph().arrive("memory", after.rig.graph());
        after.rig.drivers().execution().arrive("fake", after.rig.execution());
        after.settle();
        return after;
    }

    /** The daemon is gone and hears nothing. */
    private void stopBefore() {
        if (stopped) {
            return;
        }
        stopped = true;
        before.settle();
        before.service.close();
        before.rig.adoption().detach(before.rig.table().get(container));
    }
}
