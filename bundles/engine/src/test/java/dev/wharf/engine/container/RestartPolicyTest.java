package dev.wharf.engine.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.engine.api.container.ContainerLifecycle.WaitCondition;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.container.RestartPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartPolicyTest {
    @TempDir
    Path root;

    private Rig rig;

    @BeforeEach
    void setUp() {
        rig = new Rig(root);
    }

    @Test
    void waitsTwiceAsLongEachTimeUpToAMinute() {
        start("always", 0, "exit", "1");

        List<Duration> delays = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            delays.addAll(rig.timer.delays());
            rig.timer.elapse();
        }

        assertThat(delays.subList(0, 4))
                .containsExactly(
                        Duration.ofMillis(200),
                        Duration.ofMillis(400),
                        Duration.ofMillis(800),
                        Duration.ofMillis(1600));
        assertThat(delays.get(11)).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void startsOverAfterALongRun() {
        String id = start("always", 0, "sleep");
        rig.clock.advance(Duration.ofSeconds(11));

        rig.execution().task(id).end(0, false);

        assertThat(rig.timer.delays()).containsExactly(Duration.ofMillis(100));
        assertThat(rig.state(id)).isEqualTo(ContainerState.RESTARTING);
    }

    @Test
    void restartsSoManyTimesOnFailure() {
        String id = start("on-failure", 3, "exit", "1");

        while (!rig.timer.delays().isEmpty()) {
            rig.timer.elapse();
        }

        assertThat(rig.containers().inspect(id).restartCount()).isEqualTo(3);
        assertThat(rig.state(id)).isEqualTo(ContainerState.EXITED);
        assertThat(rig.events().actions()).filteredOn("start"::equals).hasSize(4);
    }

    @Test
    void doesNotRestartASuccessOnFailure() {
        String id = start("on-failure", 0, "true");

        assertThat(rig.timer.delays()).isEmpty();
        assertThat(rig.state(id)).isEqualTo(ContainerState.EXITED);
    }

    @Test
    void stopsForAStopByHand() {
        String id = start("always", 0, "sleep");

        rig.lifecycle().stop(id, Optional.empty());

        assertThat(rig.timer.delays()).isEmpty();
        assertThat(rig.state(id)).isEqualTo(ContainerState.EXITED);
    }

    @Test
    void endsTheWaitForAStopByHand() {
        String id = start("always", 0, "exit", "1");

        rig.lifecycle().stop(id, Optional.empty());

        assertThat(rig.timer.delays()).isEmpty();
        assertThat(rig.state(id)).isEqualTo(ContainerState.EXITED);
        assertThat(rig.containers().inspect(id).status().exitCode()).isEqualTo(1);
    }

    @Test
    void forgetsTheCountAtAStartByHand() {
        String id = start("always", 0, "exit", "1");
        rig.timer.elapse();
        rig.lifecycle().stop(id, Optional.empty());

        rig.lifecycle().start(id);

        assertThat(rig.containers().inspect(id).restartCount()).isZero();
        assertThat(rig.timer.delays()).containsExactly(Duration.ofMillis(200));
    }

    @Test
    void triesAgainWhenARestartFails() {
        String id = start("always", 0, "sleep");
        rig.execution().task(id).end(1, false);
        rig.outputs().away(true);

        rig.timer.elapse();
        assertThat(rig.state(id)).isEqualTo(ContainerState.RESTARTING);

        rig.outputs().away(false);
        rig.timer.elapse();
        assertThat(rig.state(id)).isEqualTo(ContainerState.RUNNING);
    }

    @Test
    void tellsEachEndToThoseWhoWait() {
        String id = start("always", 0, "sleep");
        var exit = rig.lifecycle().exit(id, WaitCondition.NEXT_EXIT);

        rig.execution().task(id).end(5, false);

        rig.timer.settle();
        assertThat(exit).isCompletedWithValue(5);
    }

    @Test
    void goesOnCountingAfterARestartOfTheDaemon() {
        String id = start("on-failure", 3, "exit", "1");
        rig.timer.elapse();
        Rig after = rig.restarted();
        after.drivers().graph().arrive("memory", after.graph());
        after.drivers().execution().arrive("fake", after.execution());

        after.adoption().startWithDaemon(after.table().get(id));

        assertThat(after.timer.delays()).containsExactly(Duration.ofMillis(800));
        assertThat(after.containers().inspect(id).restartCount()).isEqualTo(2);
        after.timer.elapse();
        assertThat(after.timer.delays()).isEmpty();
        assertThat(after.containers().inspect(id).restartCount()).isEqualTo(3);
        after.adoption().startWithDaemon(after.table().get(id));
        assertThat(after.state(id)).isEqualTo(ContainerState.EXITED);
    }

    private String start(String policy, int retries, String... command) {
        HostConfig config = HostConfig.builder()
                .restartPolicy(new RestartPolicy(policy, retries))
                .build();
        String id = rig.create("", config, command);
        rig.lifecycle().start(id);
        return id;
    }
}
