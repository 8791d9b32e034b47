package dev.wharf.engine.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.ContainerLifecycle;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.container.RemoveOptions;
import dev.wharf.engine.api.event.Event;
import dev.wharf.engine.api.exec.ExecConfig;
import dev.wharf.engine.exec.EngineExecService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sixteen clients do all that can be done with one container, with drivers that take their time. */
@Timeout(120)
class ClientsRaceTest {
    private static final int CLIENTS = 16;
    private static final int CALLS = 40;

    @TempDir
    Path root;

    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    private Rig rig;
    private Supervisor supervisor;
    private ContainerLifecycle lifecycle;
    private EngineContainerService containers;
    private EngineExecService execs;

    @BeforeEach
    void setUp() {
        rig = new Rig(root);
        supervisor = rig.threaded();
        lifecycle = new EngineContainerLifecycle(supervisor);
        containers = new EngineContainerService(supervisor, rig.images, rig.images);
        execs = new EngineExecService(
                rig.store,
                rig.table,
                new Adoption(supervisor),
                new BriefContainers(supervisor),
                rig.drivers,
                rig.outputs,
                rig.events);
    }

    @AfterEach
    void tearDown() {
        clients.shutdownNow();
        execs.close();
        supervisor.close();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyClientGetsAnHonestAnswerAndTheEventsTellALegalLife(long seed) throws Exception {
        Random delays = new Random(seed);
        rig.execution.slow(() -> LockSupport.parkNanos(delays.nextInt(1_000_000)));
        String id = rig.create("web", HostConfig.empty(), "sleep");
        List<Future<?>> calls = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            Random random = new Random(seed * CLIENTS + client);
            calls.add(clients.submit(() -> run(id, random)));
        }
        for (Future<?> call : calls) {
            call.get(100, TimeUnit.SECONDS);
        }
        tolerated(() -> containers.remove(id, new RemoveOptions(false, true, false)));

        List<Event> told = rig.events.all();
        LegalLife.check(told);
        assertThat(told).extracting(Event::action).contains("destroy");
        assertThat(told)
                .as("each exec that ran is told to have ended, once")
                .filteredOn(event -> event.action().equals("exec_die"))
                .extracting(event -> event.attributes().get("execID"))
                .containsExactlyInAnyOrderElementsOf(rig.execution.launched());
        assertThat(rig.table.all()).isEmpty();
        assertThat(rig.execution.list()).isEmpty();
        assertThat(rig.outputs.open()).isEmpty();
    }

    /** Eight, or as many as {@code -Dwharf.race.seeds=100} says. */
    static LongStream seeds() {
        return LongStream.rangeClosed(1, Long.getLong("wharf.race.seeds", 8));
    }

    private void run(String id, Random random) {
        for (int call = 0; call < CALLS; call++) {
            int kind = random.nextInt(100);
            int number = random.nextInt(1_000_000);
            tolerated(() -> call(id, kind, number));
        }
    }

    private void call(String id, int kind, int number) {
        if (kind < 25) {
            lifecycle.start(id);
        } else if (kind < 35) {
            lifecycle.stop(id, Optional.of(Duration.ofSeconds(5)));
        } else if (kind < 42) {
            lifecycle.kill(id, "");
        } else if (kind < 50) {
            lifecycle.pause(id);
        } else if (kind < 60) {
            lifecycle.unpause(id);
        } else if (kind < 65) {
            containers.rename(id, "web" + number);
        } else if (kind < 69) {
            lifecycle.restart(id, Optional.of(Duration.ofSeconds(5)));
        } else if (kind < 70) {
            containers.remove(id, new RemoveOptions(false, number % 4 == 0, false));
        } else {
            exec(id, number);
        }
    }

    private void exec(String id, int number) {
        List<String> command = number % 3 == 0 ? List.of("sleep") : List.of("exit", "1");
        String exec = execs.create(id, new ExecConfig(command, false, false, true, true, "", false, List.of(), "", ""));
        if (number % 2 == 0) {
            execs.startDetached(exec);
        } else {
            execs.start(exec, false).close();
        }
        assertThat(execs.inspect(exec).id()).isEqualTo(exec);
    }

    /** What clients see as 304, 404 and 409; anything else fails the test. */
    private static void tolerated(Runnable call) {
        try {
            call.run();
        } catch (EngineException.NotModified
                | EngineException.NotFound
                | EngineException.Conflict
                | EngineException.NotRunning ignored) {
            // an honest answer to one who came too late
        }
    }
}
