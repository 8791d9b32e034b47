package dev.wharf.engine.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.Attachment;
import dev.wharf.engine.api.container.ContainerStatus;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.container.RemoveOptions;
import dev.wharf.engine.api.event.Event;
import dev.wharf.engine.api.exec.Exec;
import dev.wharf.engine.api.exec.ExecConfig;
import dev.wharf.engine.name.Ids;
import dev.wharf.engine.testing.FakeOutputs;
import dev.wharf.spi.exec.ProcessSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineExecServiceTest {
    @TempDir
    Path root;

    private ExecRig execs;
    private String container;

    @BeforeEach
    void setUp() {
        execs = new ExecRig(root);
        container = execs.rig.create("web", HostConfig.empty(), "sleep");
        execs.rig.lifecycle().start(container);
    }

    @Test
    void anExecIsThereButDoesNotRunBeforeItIsStarted() {
        String id = execs.create("web", "sleep", "10");

        Exec exec = execs.service.inspect(id);
        assertThat(Ids.isFull(id)).isTrue();
        assertThat(exec.running()).isFalse();
        assertThat(exec.exitCode()).isEmpty();
        assertThat(exec.pid()).isZero();
        assertThat(exec.container().id()).isEqualTo(container);
        assertThat(exec.config().command()).containsExactly("sleep", "10");
        assertThat(execs.rig.containers().inspect("web").execIds()).isEmpty();
    }

    @Test
    void anExecThatRunsTellsItsPidAndIsListedWithItsContainer() {
        String id = execs.run("web", "sleep");

        assertThat(execs.service.inspect(id).running()).isTrue();
        assertThat(execs.service.inspect(id).pid()).isEqualTo(4343);
        assertThat(execs.rig.containers().inspect("web").execIds()).containsExactly(id);
    }

    @Test
    void anExecThatHasEndedTellsItsExitCodeAndLeavesNothing() {
        String id = execs.run("web", "exit", "3");

        Exec exec = execs.service.inspect(id);
        assertThat(exec.running()).isFalse();
        assertThat(exec.exitCode()).hasValue(3);
        assertThat(exec.pid()).isZero();
        assertThat(execs.rig.containers().inspect("web").execIds()).isEmpty();
        assertThat(execs.rig.execution().task(container).execs()).isEmpty();
        assertThat(execs.rig.outputs().open()).containsExactly(container);
    }

    @Test
    void noExecIsMadeWhileItsDriverIsAway() {
        execs.rig.drivers().execution().leave("fake");

        assertThatThrownBy(() -> execs.create("web", "true"))
                .isInstanceOf(EngineException.Unavailable.class)
                .hasMessageContaining("\"fake\" is not available");
        assertThat(execs.rig.events().actions()).containsExactly("create", "start");
    }

    @Test
    void eventsComeInOrderWithTheCommandAsDockerWritesIt() {
        String id = execs.run("web", "exit", "3");
        execs.run("web", "true");

        List<Event> events = execs.rig.events().all();
        assertThat(execs.rig.events().actions())
                .containsExactly(
                        "create",
                        "start",
                        "exec_create: exit 3",
                        "exec_start: exit 3",
                        "exec_die",
                        "exec_create: true ",
                        "exec_start: true ",
                        "exec_die");
        assertThat(events.get(4).id()).isEqualTo(container);
        assertThat(events.get(4).attributes())
                .containsEntry("execID", id)
                .containsEntry("exitCode", "3")
                .containsEntry("name", "web");
    }

    @Test
    void aCommandThatIsNotThereIsToldAndCountsAs127() {
        String id = execs.create("web", "nosuch");

        assertThatThrownBy(() -> execs.service.start(id, false))
                .isInstanceOf(EngineException.NotFound.class)
                .hasMessage("Cannot run exec command " + id + " in container " + container
                        + ": exec: \"nosuch\": executable file not found in $PATH");
        assertThat(execs.service.inspect(id).exitCode()).hasValue(127);
        assertThat(execs.rig.outputs().open()).containsExactly(container);
        assertThat(execs.rig.events().actions()).endsWith("exec_create: nosuch ", "exec_start: nosuch ");
    }

    @Test
    void aCommandThatCannotBeExecutedIsToldAndCountsAs126() {
        String id = execs.create("web", "folder");

        assertThatThrownBy(() -> execs.service.startDetached(id)).isInstanceOf(EngineException.InvalidArgument.class);
        assertThat(execs.service.inspect(id).exitCode()).hasValue(126);
    }

    @Test
    void anExecIsStartedOnce() {
        String id = execs.run("web", "sleep");

        assertThatThrownBy(() -> execs.service.startDetached(id))
                .isInstanceOf(EngineException.Conflict.class)
                .hasMessage("Error: Exec command " + id + " is already running");
        execs.process(container, id).end(0);
        execs.settle();
        assertThatThrownBy(() -> execs.service.start(id, false))
                .isInstanceOf(EngineException.Conflict.class)
                .hasMessage("Error: Exec command " + id + " has already run");
    }

    @Test
    void anExecNeedsACommand() {
        assertThatThrownBy(() -> execs.create("web"))
                .isInstanceOf(EngineException.InvalidArgument.class)
                .hasMessage("No exec command specified");
    }

    @Test
    void anUnknownExecIsToldAsDockerDoes() {
        assertThatThrownBy(() -> execs.service.startDetached("nosuch"))
                .isInstanceOf(EngineException.NotFound.class)
                .hasMessage("No such exec instance 'nosuch' found in daemon");
        assertThatThrownBy(() -> execs.service.inspect("nosuch")).isInstanceOf(EngineException.NotFound.class);
        assertThatThrownBy(() -> execs.service.resize("nosuch", 1, 1)).isInstanceOf(EngineException.NotFound.class);
    }

    @Test
    void aContainerThatDoesNotRunTakesNoExecs() {
        String stopped = execs.rig.create("sleep");

        assertThatThrownBy(() -> execs.create(stopped, "true"))
                .isInstanceOf(EngineException.NotRunning.class)
                .hasMessage("Container " + stopped + " is not running");
    }

    @Test
    void aPausedContainerTakesNoExecs() {
        String made = execs.create("web", "true");
        execs.rig.lifecycle().pause("web");

        assertThatThrownBy(() -> execs.create("web", "true"))
                .isInstanceOf(EngineException.Conflict.class)
                .hasMessage("Container web is paused, unpause the container before exec");
        assertThatThrownBy(() -> execs.service.startDetached(made)).isInstanceOf(EngineException.Conflict.class);
        execs.rig.lifecycle().unpause("web");
        execs.service.startDetached(made);
    }

    @Test
    void theClientSaysWhetherThereAreFrames() {
        String id = execs.service.create("web", ExecRig.config(true, true, "sleep"));

        try (Attachment attachment = execs.service.start(id, false)) {
            assertThat(attachment.hasTerminal()).isFalse();
            assertThat(attachment.stdin()).isPresent();
        }
        assertThat(execs.rig.outputs().diary()).endsWith("attach", "open");
    }

    /** The client's input may end at any moment of a start. */
    @Test
    void theEndOfTheInputIsPassedToAProcessThatIsHeld() {
        FakeOutputs outputs = execs.rig.outputs();
        List<Boolean> told = new ArrayList<>();
        String id = execs.service.create("web", ExecRig.config(false, true, "sleep"));
        execs.rig.execution().task(container).onLaunch(exec -> told.add(outputs.closeStdin(exec)));

        try (Attachment attachment = execs.service.start(id, false)) {
            assertThat(attachment.stdin()).isPresent();
            told.add(outputs.closeStdin(id));
        }

        assertThat(told).containsExactly(false, true);
        assertThat(execs.process(container, id).diary()).containsExactly("closeStdin");
    }

    @Test
    void withoutStdinTheClientHasNone() {
        try (Attachment attachment = execs.service.start(execs.create("web", "sleep"), false)) {
            assertThat(attachment.stdin()).isEmpty();
        }
    }

    @Test
    void theProcessIsAsTheContainersOwnButForWhatWasAsked() {
        ExecConfig config =
                new ExecConfig(List.of("sleep"), true, false, true, true, "bin:adm", false, List.of("A=1"), "/tmp", "");
        String id = execs.service.create("web", config);
        execs.service.startDetached(id);

        ProcessSpec own = execs.rig.execution().task(container).spec().process();
        ProcessSpec process = execs.process(container, id).spec();
        assertThat(process.terminal()).isTrue();
        assertThat(process.user()).isEqualTo("bin:adm");
        assertThat(process.folder()).isEqualTo("/tmp");
        assertThat(process.environment()).containsAll(own.environment()).contains("A=1", "TERM=xterm");
        assertThat(process.capabilities()).isEqualTo(own.capabilities());
        assertThat(process.seccomp()).isEqualTo(own.seccomp()).isPresent();
        assertThat(process.limits()).isEqualTo(own.limits());
    }

    @Test
    void aPrivilegedProcessHasAllCapabilitiesAndNoFilter() {
        String id = execs.service.create(
                "web", new ExecConfig(List.of("sleep"), false, false, true, true, "", true, List.of(), "", ""));
        execs.service.startDetached(id);

        ProcessSpec process = execs.process(container, id).spec();
        assertThat(process.capabilities()).contains("SYS_ADMIN", "CHECKPOINT_RESTORE");
        assertThat(process.seccomp()).isEmpty();
    }

    @Test
    void theTerminalIsResized() {
        String id = execs.service.create("web", ExecRig.config(true, false, "sleep"));
        execs.service.startDetached(id);

        execs.service.resize(id, 24, 80);

        assertThat(execs.process(container, id).diary()).containsExactly("resize 24x80");
        assertThatThrownBy(() -> execs.service.resize(id, -1, 80)).isInstanceOf(EngineException.InvalidArgument.class);
    }

    @Test
    void aResizeWaitsForTheStart() throws Exception {
        String id = execs.service.create("web", ExecRig.config(true, false, "sleep"));

        CompletableFuture<Void> resize = CompletableFuture.runAsync(() -> execs.service.resize(id, 24, 80));
        execs.service.startDetached(id);
        resize.get(20, TimeUnit.SECONDS);

        assertThat(execs.process(container, id).diary()).containsExactly("resize 24x80");
    }

    @Test
    void afterTheEngineHasStoppedItsWorkAContainerEndsWithoutWaitingForExecs() {
        execs.run("web", "sleep");

        execs.service.close();
        execs.rig.execution().task(container).end(0, false);

        assertThat(execs.rig.containers().inspect("web").status().phase()).isEqualTo(ContainerStatus.Phase.EXITED);
        assertThat(execs.rig.events().actions()).doesNotContain("exec_die");
    }

    @Test
    void anExecThatHasEndedIsNotResized() {
        String id = execs.run("web", "true");

        assertThatThrownBy(() -> execs.service.resize(id, 24, 80))
                .isInstanceOf(EngineException.NotRunning.class)
                .hasMessage("Exec " + id + " is not running, so it can not be resized.");
    }

    @Test
    void execsEndBeforeTheEndOfTheirContainerIsTold() {
        String id = execs.run("web", "sleep");

        execs.rig.lifecycle().stop("web", Optional.empty());

        assertThat(execs.rig.events().actions()).endsWith("die", "stop").containsSubsequence("exec_die", "die");
        assertThat(execs.service.inspect(id).exitCode()).hasValue(137);
        assertThat(execs.rig.outputs().open()).isEmpty();
    }

    @Test
    void theEndOfAContainerForgetsWhatWasOverAndWhatWasCutAMomentLater() {
        String made = execs.create("web", "true");
        String over = execs.run("web", "true");
        String cut = execs.run("web", "sleep");

        execs.rig.lifecycle().stop("web", Optional.empty());

        assertThatThrownBy(() -> execs.service.inspect(made)).isInstanceOf(EngineException.NotFound.class);
        assertThatThrownBy(() -> execs.service.inspect(over)).isInstanceOf(EngineException.NotFound.class);
        assertThat(execs.service.inspect(cut).running()).isFalse();
        assertThat(execs.delays()).contains(Duration.ofSeconds(10));
    }

    @Test
    void theRemovalOfAContainerForgetsItsExecs() {
        String id = execs.run("web", "sleep");

        execs.rig.containers().remove("web", new RemoveOptions(false, true, false));
        execs.settle();

        assertThatThrownBy(() -> execs.service.inspect(id)).isInstanceOf(EngineException.NotFound.class);
        assertThat(execs.rig.store().size("execs")).isZero();
    }

    @Test
    void anExecThatHasEndedIsForgottenAfterFiveMinutes() {
        String id = execs.run("web", "true");

        assertThat(execs.delays()).containsExactly(Duration.ofMinutes(5));
        execs.elapse();
        execs.settle();

        assertThatThrownBy(() -> execs.service.inspect(id)).isInstanceOf(EngineException.NotFound.class);
        assertThat(execs.rig.store().size("execs")).isZero();
    }

    @Test
    void aFullDiskKeepsNoExecFromRunning() {
        execs.rig.store().fill(true);

        String id = execs.run("web", "exit", "4");

        assertThat(execs.service.inspect(id).exitCode()).hasValue(4);
    }
}
