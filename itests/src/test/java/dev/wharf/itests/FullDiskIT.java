package dev.wharf.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.NavigableSet;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The disk of the data root is full: what does not fit is refused, what is there stays whole and can be removed. */
@Tag("privileged")
class FullDiskIT {
    private static final int MEGABYTE = 1_000_000;

    private static WharfDaemon daemon;
    private static DockerCli docker;
    private static DataRoot data;
    private static NavigableSet<String> before;

    @BeforeAll
    static void startDaemon() {
        daemon = WharfDaemon.startOnDisk(160);
        docker = new DockerCli(DockerCli.programs().get(0), daemon);
        data = new DataRoot(daemon);
        docker.runWith(BusyboxRoot.tar(), "import", "-", "busybox").text();
        docker.run("run", "--rm", "busybox", "true").text();
        before = data.paths();
    }

    @AfterAll
    static void endDaemon() {
        daemon.close();
    }

    @AfterEach
    void removeContainers() {
        daemon.removeContainers();
    }

    @Test
    void whatDoesNotFitIsRefusedAndLeavesNothing() {
        byte[] tar = new TarMaker().file("big", noise(200)).end();

        RawClient.Response imported = daemon.client().postTar("/images/create?fromSrc=-&repo=big", tar);
        RawClient.Response loaded = daemon.client().postTar("/images/load", ManyLayers.archive(2, tar));

        assertThat(imported.status() + imported.body()).matches("(?s)[45]\\d\\d.*|200.*\"error\".*");
        assertThat(imported.body()).containsIgnoringCase("space");
        assertThat(loaded.status()).as(loaded.toString()).isBetween(400, 599);
        assertThat(loaded.body()).containsIgnoringCase("space");
        assertThat(docker.run("images", "-q", "big").text()).isEmpty();
        data.awaitOnly(before);
        assertThatBusyboxIsWhole();
    }

    @Test
    void aBombIsRefused() {
        RawClient.Response imported = daemon.client().postTar("/images/create?fromSrc=-&repo=bomb", bomb(500));

        assertThat(imported.status() + imported.body()).matches("(?s)[45]\\d\\d.*|200.*\"error\".*");
        data.awaitOnly(before);
        assertThatBusyboxIsWhole();
    }

    @Test
    void aContainerThatFillsTheDiskCanBeRemovedAndAllIsWellAgain() {
        Commands.Result full = docker.run("run", "--name", "filler", "busybox", "sh", "-c", "cat /dev/zero > /big");

        RawClient.Response committed = daemon.client().post("/commit?container=filler&repo=full");
        Commands.Result copied =
                docker.runWith(new TarMaker().file("more", noise(20)).end(), "cp", "-", "filler:/tmp");

        assertThat(full.code()).isEqualTo(1);
        assertThat(committed.status()).as(committed.toString()).isBetween(400, 599);
        assertThat(copied.code()).isNotZero();
        assertThat(docker.run("diff", "filler").text()).contains("A /big");
        daemon.restart();
        assertThat(docker.run("rm", "filler").text()).isEqualTo("filler");
        data.awaitOnly(before);
        assertThatBusyboxIsWhole();
    }

    @Test
    void imagesCanBeRemovedFromAFullDisk() {
        docker.run("tag", "busybox", "second").text();
        daemon.client()
                .postTar(
                        "/images/create?fromSrc=-&repo=third",
                        new TarMaker().file("a", "b").end());
        docker.run("run", "--name", "filler", "busybox", "sh", "-c", "cat /dev/zero > /big");

        assertThat(docker.run("rmi", "second").text()).isEqualTo("Untagged: second:latest");
        assertThat(docker.run("rmi", "third").text()).contains("Deleted: ");
        docker.run("rm", "filler").text();
        assertThatBusyboxIsWhole();
    }

    private void assertThatBusyboxIsWhole() {
        assertThat(docker.run("run", "--rm", "busybox", "sh", "-c", "echo x > /x; cat /etc/passwd")
                        .text())
                .contains("sailor");
        assertThat(docker.shell("$DOCKER save busybox | tar -t > /dev/null").code())
                .isZero();
    }

    private static byte[] noise(int megabytes) {
        byte[] bytes = new byte[megabytes * MEGABYTE];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    /** A small file that is a large tar. */
    private static byte[] bomb(int megabytes) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(new TarMaker()
                    .claiming((long) megabytes * MEGABYTE, '0', "zeros", "")
                    .cut());
            for (int i = 0; i < megabytes; i++) {
                gzip.write(new byte[MEGABYTE]);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }
}
