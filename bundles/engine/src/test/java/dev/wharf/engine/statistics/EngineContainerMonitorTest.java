package dev.wharf.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.ContainerStats;
import dev.wharf.engine.api.container.ContainerStats.Cpu;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.container.RemoveOptions;
import dev.wharf.engine.api.container.StatsSubscription;
import dev.wharf.engine.container.ContainerEvents;
import dev.wharf.engine.container.Rig;
import dev.wharf.engine.testing.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineContainerMonitorTest {
    private static final Duration NOW = Duration.ZERO;

    @TempDir
    Path root;

    private final ManualMetronome metronome = new ManualMetronome();
    private Rig rig;
    private EngineContainerMonitor monitor;

    @BeforeEach
    void setUp() {
        rig = new Rig(root);
        monitor = new EngineContainerMonitor(
                rig.table(),
                rig.drivers().execution(),
                new ContainerEvents(rig.events(), new ManualClock()),
                metronome);
    }

    @Test
    void aSampleTellsWhatWasUsed() throws InterruptedException {
        String id = rig.run("sleep");

        try (StatsSubscription watching = monitor.watch(id)) {
            metronome.beat();

            ContainerStats sample = watching.next(NOW).orElseThrow();
            assertThat(sample.id()).isEqualTo(id);
            assertThat(sample.name()).isEqualTo(rig.table().get(id).record().name());
            assertThat(sample.cpu().total()).isEqualTo(1_000_000_000L);
            assertThat(sample.cpu().system()).isPositive();
            assertThat(sample.memory().orElseThrow().usage()).isEqualTo(4096);
            assertThat(sample.memory().orElseThrow().limit()).isPositive().isLessThan(Long.MAX_VALUE);
            assertThat(sample.pids()).hasValue(1);
            assertThat(sample.preCpu()).isEmpty();
        }
    }

    @Test
    void aSecondSampleHasTheOneBefore() throws InterruptedException {
        String id = rig.run("sleep");

        try (StatsSubscription watching = monitor.watch(id)) {
            metronome.beat();
            metronome.beat();

            ContainerStats sample = watching.next(NOW).orElseThrow();
            assertThat(sample.preCpu().map(Cpu::total)).contains(1_000_000_000L);
            assertThat(sample.cpu().total()).isEqualTo(2_000_000_000L);
        }
    }

    @Test
    void aContainerIsReadOnceForAllWhoWatch() throws InterruptedException {
        String id = rig.run("sleep");

        try (StatsSubscription first = monitor.watch(id);
                StatsSubscription second = monitor.watch(id)) {
            metronome.beat();

            assertThat(metronome.count()).isEqualTo(1);
            assertThat(first.next(NOW)).isPresent().isEqualTo(second.next(NOW));
        }
    }

    @Test
    void oneWhoComesLaterGetsTheNewestAtOnce() throws InterruptedException {
        String id = rig.run("sleep");

        try (StatsSubscription first = monitor.watch(id)) {
            metronome.beat();
            metronome.beat();

            assertThat(monitor.sample(id)).isEqualTo(first.next(NOW).orElseThrow());
        }
    }

    @Test
    void nothingIsReadWhenNobodyWatches() {
        String id = rig.run("sleep");
        StatsSubscription first = monitor.watch(id);
        StatsSubscription second = monitor.watch(id);

        first.close();
        assertThat(metronome.count()).isEqualTo(1);
        second.close();
        second.close();

        assertThat(metronome.count()).isZero();
        assertThat(second.hasEnded()).isTrue();
    }

    @Test
    void aContainerThatDoesNotRunShowsZeros() throws InterruptedException {
        String id = rig.create("sleep");

        ContainerStats sample = monitor.sample(id);
        assertThat(sample.read()).isEqualTo(Reading.NEVER);
        assertThat(sample.cpu()).isEqualTo(Cpu.none());
        assertThat(sample.memory()).isEmpty();
        assertThat(metronome.count()).isZero();
        try (StatsSubscription watching = monitor.watch(id)) {
            metronome.beat();
            assertThat(watching.next(NOW)).contains(sample);
        }
    }

    @Test
    void watchingSurvivesAStopAndAStart() throws InterruptedException {
        String id = rig.run("sleep");

        try (StatsSubscription watching = monitor.watch(id)) {
            metronome.beat();
            rig.lifecycle().stop(id, Optional.of(Duration.ofSeconds(1)));
            rig.table();
            metronome.beat();
            assertThat(watching.next(NOW).orElseThrow().memory()).isEmpty();

            rig.lifecycle().start(id);
            metronome.beat();
            assertThat(watching.next(NOW).orElseThrow().memory()).isPresent();
        }
    }

    @Test
    void watchingEndsWhenTheContainerIsRemoved() throws InterruptedException {
        String id = rig.create("sleep");

        try (StatsSubscription watching = monitor.watch(id)) {
            rig.containers().remove(id, new RemoveOptions(false, false, false));
            metronome.beat();

            assertThat(watching.next(Duration.ofSeconds(10))).isEmpty();
            assertThat(watching.hasEnded()).isTrue();
            assertThat(metronome.count()).isZero();
        }
    }

    @Test
    void aContainerWhoseDriverIsAwayShowsZeros() throws InterruptedException {
        String id = rig.run("sleep");

        try (StatsSubscription watching = monitor.watch(id)) {
            rig.drivers().execution().leave("fake");
            metronome.beat();

            assertThat(watching.next(NOW).orElseThrow().memory()).isEmpty();
            assertThatThrownBy(() -> monitor.processes(id, "")).isInstanceOf(EngineException.Unavailable.class);
        }
    }

    @Test
    void theEndOfTheEngineEndsAll() {
        StatsSubscription watching = monitor.watch(rig.run("sleep"));

        monitor.close();

        assertThat(watching.hasEnded()).isTrue();
    }

    @Test
    void anUnknownContainerIsNotFound() {
        assertThatThrownBy(() -> monitor.sample("nosuch")).isInstanceOf(EngineException.NotFound.class);
        assertThatThrownBy(() -> monitor.watch("nosuch")).isInstanceOf(EngineException.NotFound.class);
        assertThatThrownBy(() -> monitor.processes("nosuch", "")).isInstanceOf(EngineException.NotFound.class);
    }

    @Test
    void processesOfAContainerThatDoesNotRunCannotBeListed() {
        String id = rig.create("box", HostConfig.empty(), "sleep");

        assertThatThrownBy(() -> monitor.processes("box", ""))
                .isInstanceOf(EngineException.NotRunning.class)
                .hasMessage("Container " + id + " is not running");
    }

    @Test
    void listingProcessesIsTold() {
        String id = rig.run("sleep");

        assertThat(monitor.processes(id, "").titles()).contains("PID");
        assertThat(rig.events().actions()).endsWith("top");
    }
}
