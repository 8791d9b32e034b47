package dev.wharf.spi.testkit.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.spi.graph.LayerId;
import dev.wharf.spi.graph.SnapshotInfo;
import dev.wharf.spi.graph.SnapshotInfo.Kind;
import dev.wharf.spi.graph.SnapshotKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** SIGKILL at any instant: afterwards every snapshot is whole or not there. */
abstract class KillsTopic extends GraphTopic {
    private static final int KILLS = 4;
    private static final int MOST_LAYERS = 12;
    private static final int NUMBERS_PER_KILL = 10_000;
    private static final long LONGEST_WAIT = TimeUnit.MILLISECONDS.toNanos(40);

    /** The same instants in each run, as far as a kill has an instant. */
    private final Random random = new Random(1);

    @Test
    void aKillLeavesEverySnapshotWholeOrNotThere() throws IOException {
        rig().layer("base", NO_PARENT, tree -> {
            for (int i = 0; i < KilledWorker.FILES; i++) {
                tree.write("old/" + i, "old");
            }
        });
        for (int i = 0; i < KILLS; i++) {
            workUntilKilled(i * NUMBERS_PER_KILL);

            rig().reopenAfterKill();

            for (SnapshotInfo each : driver().list()) {
                check(each);
            }
        }
        assertThat(driver().list()).extracting(SnapshotInfo::ref).containsExactly(KilledWorker.BASE);
    }

    private void workUntilKilled(int first) throws IOException {
        Process worker = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledWorker.class.getName(),
                        suite().getClass().getName(),
                        tree().resolve("state").toString(),
                        tree().resolve("run").toString(),
                        Integer.toString(first))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (InputStream progress = worker.getInputStream()) {
            int layers = 1 + random.nextInt(MOST_LAYERS);
            assertThat(progress.readNBytes(layers)).as("layers made").hasSize(layers);
            LockSupport.parkNanos((long) (random.nextDouble() * LONGEST_WAIT));
        } finally {
            worker.destroyForcibly().onExit().join();
        }
    }

    private void check(SnapshotInfo found) throws IOException {
        if (found.ref() instanceof SnapshotKey key) {
            assertThat(found.kind()).isEqualTo(Kind.ACTIVE);
            rig().mounted(driver().mounts(key), KillsTopic::checkBase);
            driver().remove(key);
        } else if (!found.ref().equals(KilledWorker.BASE)) {
            var layer = new LayerId(found.ref().value());
            rig().mounted(driver().view(KEY, layer), tree -> checkLayer(tree, layer));
            driver().remove(KEY);
            driver().remove(layer);
        }
    }

    private static void checkLayer(Tree tree, LayerId layer) throws IOException {
        checkBase(tree);
        int number = Integer.parseInt(layer.value().substring(layer.value().indexOf('-') + 1));
        assertThat(tree.names("new")).hasSize(KilledWorker.FILES);
        for (String each : tree.names("new")) {
            assertThat(tree.read("new/" + each)).isEqualTo(KilledWorker.content(number));
        }
    }

    private static void checkBase(Tree tree) throws IOException {
        assertThat(tree.names("old")).hasSize(KilledWorker.FILES);
        for (String each : tree.names("old")) {
            assertThat(tree.read("old/" + each)).isEqualTo("old");
        }
    }
}
