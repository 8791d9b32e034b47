package dev.wharf.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.NavigableSet;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The daemon is killed in the middle of its work: after the start everything is whole or gone. */
@Tag("privileged")
class StorageCrashIT {
    private static final int KILLS = 2;
    private static final int MEGABYTES = 24;

    private final Random random = new Random();
    private static WharfDaemon daemon;
    private static DockerCli docker;
    private static DataRoot data;
    private static NavigableSet<String> empty;

    @BeforeAll
    static void startDaemon() {
        daemon = WharfDaemon.start();
        docker = new DockerCli(DockerCli.programs().get(0), daemon);
        data = new DataRoot(daemon);
        empty = data.paths();
    }

    @AfterAll
    static void endDaemon() {
        daemon.close();
    }

    @AfterEach
    void removeAll() {
        daemon.client().postJson("/wharf/drivers/default", "{\"kind\":\"graph\",\"name\":\"overlay\"}");
        daemon.removeContainers();
        daemon.removeImages();
    }

    @Test
    void aLoadIsWholeOrGone() {
        byte[] archive = ManyLayers.archive(12, bigRoot());

        long took = time(() -> daemon.client().postTar("/images/load", archive));
        removeAll();
        for (int i = 0; i < KILLS; i++) {
            killDuring(took, () -> daemon.client().postTar("/images/load", archive));
            assertThatImageIsWholeOrGone("many:1", "12");
        }
    }

    @Test
    void anImportIsWholeOrGone() {
        byte[] root = bigRoot();
        String call = "/images/create?fromSrc=-&repo=many&tag=1";

        long took = time(() -> daemon.client().postTar(call, root));
        removeAll();
        for (int i = 0; i < KILLS; i++) {
            killDuring(took, () -> daemon.client().postTar(call, root));
            assertThatImageIsWholeOrGone("many:1", "0");
        }
    }

    @Test
    void aCommitIsWholeOrGoneAndItsContainerGoesOn() {
        makeContainer();

        long took = time(() -> daemon.client().post("/commit?container=made&repo=committed"));
        for (int i = 0; i < KILLS; i++) {
            docker.run("rmi", "committed");
            killDuring(took, () -> daemon.client().post("/commit?container=made&repo=committed"));

            assertThat(docker.run("diff", "made").text()).isEqualTo("A /big");
            if (isThere("committed")) {
                assertThat(docker.run("run", "--rm", "committed", "wc", "-c", "/big")
                                .text())
                        .isEqualTo(MEGABYTES * 1_000_000 + " /big");
            }
        }
        assertThatNothingIsLeft();
    }

    @Test
    void aRemovalIsWholeOrUndone() {
        byte[] archive = ManyLayers.archive(12, bigRoot());

        daemon.client().postTar("/images/load", archive);
        long took = time(() -> daemon.client().delete("/images/many:1"));
        for (int i = 0; i < KILLS; i++) {
            daemon.client().postTar("/images/load", archive);
            killDuring(took, () -> daemon.client().delete("/images/many:1"));
            if (isThere("many:1")) {
                assertThat(docker.run("run", "--rm", "many:1", "cat", "/top").text())
                        .isEqualTo("11");
            }
        }
        assertThatNothingIsLeft();
    }

    @Test
    void anImageIsCarriedWholeOrNotAtAllAndAContainerMovesLikewise() {
        makeContainer();
        new WharfCli(daemon).run("drivers", "default", "graph", "vfs").text();
        String create = "{\"Image\":\"busybox\",\"Cmd\":[\"cat\",\"/etc/passwd\"]}";
        String move = "{\"container\":\"made\",\"to\":\"%s\"}";

        for (int i = 0; i < KILLS; i++) {
            killDuring(300, () -> daemon.client().postJson("/containers/create?name=carried", create));
            docker.run("rm", "carried");
            assertThat(docker.run("run", "--rm", "busybox", "cat", "/etc/passwd")
                            .text())
                    .contains("sailor");
            String to = i % 2 == 0 ? "vfs" : "overlay";
            killDuring(300, () -> daemon.client().postJson("/wharf/migrate", String.format(move, to)));
            assertThat(docker.run("diff", "made").text()).isEqualTo("A /big");
        }
        assertThatNothingIsLeft();
    }

    private void assertThatImageIsWholeOrGone(String image, String layers) {
        if (isThere(image)) {
            assertThat(docker.run("run", "--rm", image, "sh", "-c", "wc -c < /big; ls /layers | wc -l")
                            .text())
                    .startsWith(Integer.toString(MEGABYTES * 1_000_000));
            assertThat(docker.shell("$DOCKER save " + image + " | tar -t | grep -c layer")
                            .code())
                    .as(layers)
                    .isZero();
        }
        assertThatNothingIsLeft();
    }

    private void assertThatNothingIsLeft() {
        removeAll();
        data.awaitOnly(empty);
    }

    private boolean isThere(String image) {
        return docker.run("inspect", image).code() == 0;
    }

    private void makeContainer() {
        docker.runWith(BusyboxRoot.tar(), "import", "-", "busybox").text();
        docker.run(
                        "run",
                        "--name",
                        "made",
                        "busybox",
                        "sh",
                        "-c",
                        "head -c " + MEGABYTES * 1_000_000 + " /dev/urandom > /big")
                .text();
    }

    private byte[] bigRoot() {
        byte[] content = new byte[MEGABYTES * 1_000_000];
        random.nextBytes(content);
        return new TarMaker().file("big", content).bytes(BusyboxRoot.small()).end();
    }

    /** Starts a call, kills the daemon at some instant of it, and starts it again. */
    private void killDuring(long milliseconds, Runnable call) {
        CompletableFuture<Void> done = CompletableFuture.runAsync(call);
        CompletableFuture<Void> instant = CompletableFuture.runAsync(
                daemon::kill9,
                CompletableFuture.delayedExecutor(
                        1 + random.nextLong(Math.max(1, milliseconds)), TimeUnit.MILLISECONDS));
        instant.join();
        // the call breaks with the daemon, or came before
        assertThat(done.handle((result, failure) -> true).join()).isTrue();
        daemon.startAgain();
    }

    private static long time(Runnable call) {
        long start = System.nanoTime();
        call.run();
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
}
