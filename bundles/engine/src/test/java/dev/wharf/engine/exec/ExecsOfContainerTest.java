package dev.wharf.engine.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.container.LiveContainer;
import dev.wharf.engine.exec.ExecState.Created;
import dev.wharf.engine.testing.FakeTask;
import dev.wharf.spi.DriverException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The start of an exec meets the end of its container. */
@Timeout(60)
class ExecsOfContainerTest {
    private static final String ID = "e".repeat(64);

    @TempDir
    Path root;

    private ExecRig rig;
    private ExecTable execs;
    private LiveContainer container;
    private LiveExec exec;
    private EndExec ends;
    private StartExec start;

    @BeforeEach
    void setUp() {
        rig = new ExecRig(root);
        container = rig.rig.table().get(rig.rig.run("sleep"));
        execs = new ExecTable();
        ForgetExecs forgets = new ForgetExecs(execs, rig.site);
        ends = new EndExec(rig.site, forgets);
        start = new StartExec(rig.site, ends);
        container.keep(new ExecsOfContainer(container, execs, ends, forgets));
        exec = new LiveExec(ID, container, ExecRig.config("sleep"), new Created());
        execs.add(exec);
    }

    @Test
    void whoHasFoundAnExecBeforeItsContainerEndedDoesNotStartItInTheNextRun() {
        rig.rig.lifecycle().restart(container.id(), Optional.empty());

        assertThatThrownBy(() -> start.detached(exec))
                .isInstanceOf(EngineException.NotFound.class)
                .hasMessage("No such exec instance '" + ID + "' found in daemon");
        rig.rig.lifecycle().stop(container.id(), Optional.empty());
        assertThat(rig.rig.events().actions())
                .containsSubsequence("start", "die", "start", "die")
                .doesNotContain("exec_start: sleep ", "exec_die");
        assertThat(rig.rig.execution().launched()).isEmpty();
    }

    @Test
    void aContainerDoesNotEndBeforeAnExecThatIsBeingStarted() {
        task().onLaunch(made -> endContainerAndAwait(exec::isDoomed));

        start.detached(exec);

        rig.settle();
        assertThat(rig.rig.events().actions())
                .containsExactly("create", "start", "exec_start: sleep ", "exec_die", "die");
        assertThat(exec.isSettled()).isTrue();
        assertThat(rig.rig.outputs().open()).isEmpty();
        assertThat(rig.rig.execution().list()).isEmpty();
    }

    @Test
    void anExecIsNotLaunchedWhenItsContainerEndsBefore() {
        rig.rig.execution().slow(() -> {
            rig.rig.execution().slow(() -> {});
            endContainerAndAwait(exec::isDoomed);
        });

        assertThatThrownBy(() -> start.detached(exec)).isInstanceOf(EngineException.NotRunning.class);

        rig.settle();
        assertThat(rig.rig.events().actions()).containsExactly("create", "start", "exec_start: sleep ", "die");
        assertThat(rig.rig.execution().launched()).isEmpty();
        assertThat(rig.rig.outputs().open()).isEmpty();
    }

    @Test
    void theDriverIsNotAskedForAnExecWhoseContainerHasEnded() {
        exec.doom();

        assertThatThrownBy(() -> start.detached(exec)).isInstanceOf(EngineException.NotRunning.class);

        assertThat(rig.rig.execution().launched()).isEmpty();
        assertThat(exec.isSettled()).isTrue();
    }

    @Test
    void oneThatIsGivenUpWhileItIsStartedIsToldOnceAndItsProcessEnds() {
        task().onLaunch(made -> ends.lose(exec));

        start.detached(exec);

        rig.settle();
        assertThat(rig.rig.events().actions()).containsExactly("create", "start", "exec_start: sleep ", "exec_die");
        assertThat(exec.state()).isInstanceOf(ExecState.Ended.class);
        assertThat(task().execs()).isEmpty();
        assertThat(rig.rig.outputs().open()).containsExactly(container.id());
    }

    @Test
    void oneThatIsGivenUpBeforeItsStartFailsIsToldOnce() {
        task().onLaunch(made -> {
            ends.lose(exec);
            throw new DriverException(DriverException.Kind.INTERNAL, "too slow");
        });

        assertThatThrownBy(() -> start.detached(exec)).isInstanceOf(EngineException.Internal.class);

        rig.settle();
        assertThat(rig.rig.events().actions()).containsExactly("create", "start", "exec_start: sleep ", "exec_die");
        assertThat(rig.rig.outputs().open()).containsExactly(container.id());
    }

    @Test
    void aFailureAfterTheStartDoesNotSettleAnExecThatRuns() {
        task().onLaunch(made -> {});
        start.detached(exec);

        ends.fail(exec, 128);

        assertThat(exec.isRunning()).isTrue();
        assertThat(exec.isSettled()).isFalse();
        assertThat(rig.rig.outputs().open()).contains(ID);
    }

    @Test
    void anExecThatNobodyStartedIsDroppedOnceAndForAll() {
        rig.rig.lifecycle().stop(container.id(), Optional.empty());

        assertThat(exec.state()).isInstanceOf(ExecState.Dropped.class);
        assertThat(exec.isSettled()).isTrue();
        assertThat(execs.find(ID)).isEmpty();
        assertThat(rig.rig.store().size("execs")).isZero();
    }

    private FakeTask task() {
        return rig.rig.execution().task(container.id());
    }

    /** The engine's own thread ends the container; it waits for the exec then. */
    private void endContainerAndAwait(BooleanSupplier waiting) {
        task().end(0, false);
        while (!waiting.getAsBoolean()) {
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            Thread.onSpinWait();
        }
    }
}
