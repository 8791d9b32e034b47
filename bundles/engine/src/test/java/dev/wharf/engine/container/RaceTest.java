package dev.wharf.engine.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.ContainerLifecycle;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.container.RemoveOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RaceTest {
    private static final int THREADS = 16;
    private static final int ROUNDS = 60;

    @TempDir
    Path root;

    private final ExecutorService clients = Executors.newFixedThreadPool(THREADS);
    private Rig rig;
    private Supervisor supervisor;
    private ContainerLifecycle lifecycle;
    private EngineContainerService containers;

    @BeforeEach
    void setUp() {
        rig = new Rig(root);
        supervisor = rig.threaded();
        lifecycle = new EngineContainerLifecycle(supervisor);
        containers = new EngineContainerService(supervisor, rig.images, rig.images);
    }

    @AfterEach
    void tearDown() {
        clients.shutdownNow();
        supervisor.close();
    }

    @Test
    void startStopKillAndRemoveFromManyThreadsEndInOrder() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String id = rig.create("sleep");
            List<Future<?>> calls = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int call = thread;
                calls.add(clients.submit(() -> call(id, call)));
            }
            await(calls);
            finish(id);
            assertThat(rig.table().byId(id)).isEmpty();
        }
        assertThat(rig.execution().list()).isEmpty();
        assertThat(rig.graph().keys()).isEmpty();
        assertThat(rig.outputs().open()).isEmpty();
    }

    @Test
    void oneNameGoesToOneOfMany() throws Exception {
        List<Future<?>> calls = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            calls.add(clients.submit(() -> tolerated(() -> rig.create("web", HostConfig.empty(), "true"))));
        }
        await(calls);

        assertThat(rig.table().all()).hasSize(1);
        assertThat(rig.graph().keys()).hasSize(1);
    }

    private void call(String id, int call) {
        switch (call % 4) {
            case 0 -> tolerated(() -> lifecycle.start(id));
            case 1 -> tolerated(() -> lifecycle.stop(id, Optional.of(Duration.ofSeconds(5))));
            case 2 -> tolerated(() -> lifecycle.kill(id, ""));
            default -> tolerated(() -> containers.remove(id, new RemoveOptions(false, call == 15, false)));
        }
    }

    private void finish(String id) {
        tolerated(() -> containers.remove(id, new RemoveOptions(false, true, false)));
    }

    /** 304, 404 and 409 are what a client may see; anything else fails the test. */
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

    private static void await(List<Future<?>> calls) throws ExecutionException, InterruptedException, TimeoutException {
        for (Future<?> call : calls) {
            call.get(20, TimeUnit.SECONDS);
        }
    }
}
