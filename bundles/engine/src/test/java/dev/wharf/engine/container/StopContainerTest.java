package dev.wharf.engine.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.ContainerConfig;
import dev.wharf.engine.api.container.CreateRequest;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.check.Signals;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopContainerTest {
    private static final Optional<Duration> AT_ONCE = Optional.of(Duration.ZERO);

    @TempDir
    Path root;

    private Rig rig;

    @BeforeEach
    void setUp() {
        rig = new Rig(root);
    }

    @Test
    void asksTheProcessToEnd() {
        String id = rig.run("sleep");

        rig.lifecycle().stop(id, Optional.empty());

        assertThat(rig.containers().inspect(id).status().exitCode()).isEqualTo(143);
        assertThat(rig.events().actions()).containsExactly("create", "start", "kill", "die", "stop");
    }

    @Test
    void killsAProcessThatDoesNotListen() {
        String id = rig.run("deaf");

        rig.lifecycle().stop(id, AT_ONCE);

        assertThat(rig.containers().inspect(id).status().exitCode()).isEqualTo(137);
        assertThat(rig.events().actions()).containsExactly("create", "start", "kill", "kill", "die", "stop");
    }

    @Test
    void sendsTheSignalThatTheContainerNames() {
        ContainerConfig config = ContainerConfig.builder()
                .image("busybox")
                .cmd(List.of("deaf"))
                .stopSignal("SIGINT")
                .build();
        String id = rig.containers()
                .create(new CreateRequest("", config, HostConfig.empty()))
                .id();
        rig.lifecycle().start(id);
        var task = rig.execution().task(id);

        rig.lifecycle().stop(id, AT_ONCE);

        assertThat(task.signals()).containsExactly(2, 9);
    }

    @Test
    void isNotModifiedWhenItDoesNotRun() {
        String id = rig.create("sleep");

        assertThatThrownBy(() -> rig.lifecycle().stop(id, Optional.empty()))
                .isInstanceOf(EngineException.NotModified.class);
    }

    @Test
    void refusesToStopAPausedContainer() {
        String id = rig.run("sleep");
        rig.lifecycle().pause(id);

        assertThatThrownBy(() -> rig.lifecycle().stop(id, AT_ONCE))
                .isInstanceOf(EngineException.Conflict.class)
                .hasMessage("Container " + id + " is paused. Unpause the container before stopping");
    }

    @Test
    void aKillThatWasSentIsNoFailureWhenTheEngineIsExchanged() throws InterruptedException {
        String id = rig.run("undying"); // this engine does not hear of its end
        CountDownLatch sending = new CountDownLatch(1);
        rig.execution().slow(sending::countDown);
        CompletableFuture<Void> kill =
                CompletableFuture.runAsync(() -> rig.lifecycle().kill(id, ""));
        sending.await();

        rig.table().close();

        assertThat(kill).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void killsAPausedContainer() {
        String id = rig.run("sleep");
        rig.lifecycle().pause(id);

        rig.lifecycle().kill(id, "");

        assertThat(rig.state(id)).isEqualTo(ContainerState.EXITED);
        assertThat(rig.containers().inspect(id).status().exitCode()).isEqualTo(137);
    }

    @Test
    void deliversAnyOtherSignalOnly() {
        String id = rig.run("sleep");

        rig.lifecycle().kill(id, "usr1");

        assertThat(rig.execution().task(id).signals()).containsExactly(10);
        assertThat(rig.state(id)).isEqualTo(ContainerState.RUNNING);
        assertThat(rig.events().all().get(2).attributes()).containsEntry("signal", "10");
    }

    @Test
    void refusesToKillWhatDoesNotRun() {
        String id = rig.create("web", HostConfig.empty(), "sleep");

        assertThatThrownBy(() -> rig.lifecycle().kill("web", ""))
                .isInstanceOf(EngineException.NotRunning.class)
                .hasMessage("Cannot kill container web: Container " + id + " is not running");
    }

    @Test
    void refusesAnUnknownSignal() {
        String id = rig.run("sleep");

        assertThatThrownBy(() -> rig.lifecycle().kill(id, "NOPE"))
                .isInstanceOf(EngineException.InvalidArgument.class)
                .hasMessage("Invalid signal: NOPE");
    }

    @Test
    void restartsARunningContainer() {
        String id = rig.run("sleep");

        rig.lifecycle().restart(id, Optional.empty());

        assertThat(rig.state(id)).isEqualTo(ContainerState.RUNNING);
        assertThat(rig.events().actions())
                .containsExactly("create", "start", "kill", "die", "stop", "start", "restart");
    }

    @Test
    void startsAStoppedContainerAtRestart() {
        String id = rig.create("sleep");

        rig.lifecycle().restart(id, AT_ONCE);

        assertThat(rig.events().actions()).containsExactly("create", "start", "restart");
    }

    @Test
    void pausesOnceAndThawsOnce() {
        String id = rig.run("sleep");
        rig.lifecycle().pause(id);

        assertThatThrownBy(() -> rig.lifecycle().pause(id)).hasMessage("Container " + id + " is already paused");
        rig.lifecycle().unpause(id);
        assertThatThrownBy(() -> rig.lifecycle().unpause(id)).hasMessage("Container " + id + " is not paused");

        assertThat(rig.events().actions()).containsExactly("create", "start", "pause", "unpause");
    }

    @Test
    void refusesToStartAPausedContainer() {
        String id = rig.run("sleep");
        rig.lifecycle().pause(id);

        assertThatThrownBy(() -> rig.lifecycle().start(id))
                .isInstanceOf(EngineException.Conflict.class)
                .hasMessage("Cannot start a paused container, try unpause instead.");
    }

    @Test
    void isNotFrozenOnTheWayToItsEnd() {
        String id = rig.run("undying");
        rig.table().get(id).step(() -> new Tasks(rig.drivers().execution())
                .signal(rig.table().get(id), Signals.KILL));

        assertThatThrownBy(() -> rig.lifecycle().pause(id)).isInstanceOf(EngineException.NotRunning.class);
        rig.execution().task(id).end(137, false);
        rig.lifecycle().start(id);
        rig.lifecycle().pause(id);
        assertThat(rig.state(id)).isEqualTo(ContainerState.PAUSED);
    }

    @Test
    void refusesToPauseWhatDoesNotRun() {
        String id = rig.create("sleep");

        assertThatThrownBy(() -> rig.lifecycle().pause(id))
                .isInstanceOf(EngineException.NotRunning.class)
                .hasMessage("Container " + id + " is not running");
    }
}
