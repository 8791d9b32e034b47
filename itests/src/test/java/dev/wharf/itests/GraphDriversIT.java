package dev.wharf.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two graph drivers in one daemon: images are carried over, containers are moved, and nothing changes on the way. */
@Tag("privileged")
class GraphDriversIT {
    @TempDir
    Path folder = Path.of("");

    private static WharfDaemon daemon;
    private static DockerCli docker;
    private static WharfCli wharf;
    private static byte[] busybox;

    @BeforeAll
    static void startDaemon() {
        daemon = WharfDaemon.start();
        docker = new DockerCli(DockerCli.programs().get(0), daemon);
        wharf = new WharfCli(daemon);
        busybox = BusyboxRoot.tar();
    }

    @AfterAll
    static void endDaemon() {
        daemon.close();
    }

    @BeforeEach
    void importBusybox() {
        makeDefault("overlay");
        daemon.client().postTar("/images/create?fromSrc=-&repo=busybox", busybox);
    }

    @AfterEach
    void removeAll() {
        daemon.removeContainers();
        daemon.removeImages();
    }

    @Test
    void theDefaultIsSwitchedInTheRunningDaemonAndBack() {
        docker.run("run", "--name", "old", "busybox", "sh", "-c", "echo old > /mark")
                .text();
        String images = docker.run("images", "--no-trunc", "--format", "{{.ID}} {{.Repository}}:{{.Tag}} {{.Size}}")
                .text();

        assertThat(wharf.run("drivers", "default", "graph", "vfs").code()).isZero();
        docker.run("run", "--name", "new", "busybox", "sh", "-c", "echo new > /mark; rm /etc/group")
                .text();

        assertThat(driver("old")).isEqualTo("overlay");
        assertThat(driver("new")).isEqualTo("vfs");
        assertThat(docker.run("images", "--no-trunc", "--format", "{{.ID}} {{.Repository}}:{{.Tag}} {{.Size}}")
                        .text())
                .isEqualTo(images);
        assertThat(docker.run("diff", "new").text()).isEqualTo("C /etc\nD /etc/group\nA /mark");
        assertThat(docker.run("info", "-f", "{{.Driver}}").text()).isEqualTo("vfs");

        daemon.restart();
        assertThat(docker.run("info", "-f", "{{.Driver}}").text()).isEqualTo("vfs");
        assertThat(docker.run("start", "-a", "old").code()).isZero();
        assertThat(docker.run("start", "-a", "new").code()).isNotZero();

        makeDefault("overlay");
        docker.run("run", "--name", "newest", "busybox", "true").text();
        assertThat(driver("newest")).isEqualTo("overlay");
    }

    @Test
    void aContainerMovesThereAndBackWithItsChanges() {
        docker.run(
                        "run",
                        "--name",
                        "web",
                        "busybox",
                        "sh",
                        "-c",
                        "mkdir -p /d/e; echo kept > /d/e/f; ln /d/e/f /d/twin; ln -s f /d/e/link; rm /etc/group;"
                                + " rm -r /home; mkdir /home; chmod 2750 /d; chown 1000:1000 /d/e/f; mkfifo /d/pipe;"
                                + " mv /tmp /moved")
                .text();
        String changes = docker.run("diff", "web").text();
        String listing = listing("before");

        assertThat(wharf.run("migrate", "--to", "vfs", "web").text()).isEqualTo("web is kept by vfs now.");
        assertThat(driver("web")).isEqualTo("vfs");
        assertThat(docker.run("diff", "web").text()).isEqualTo(changes);
        assertThat(listing("on-vfs")).isEqualTo(listing);

        assertThat(wharf.run("migrate", "--to", "overlay").text()).isEqualTo("web is kept by overlay now.");
        assertThat(driver("web")).isEqualTo("overlay");
        assertThat(docker.run("diff", "web").text()).isEqualTo(changes);
        assertThat(listing("back")).isEqualTo(listing);

        docker.run("commit", "web", "committed").text();
        assertThat(docker.run("run", "--rm", "committed", "cat", "/d/twin").text())
                .isEqualTo("kept");
    }

    @Test
    void whatCannotMoveStaysAndSaysWhy() {
        docker.run("run", "-d", "--name", "busy", "busybox", "sleep", "1000").text();
        docker.run("create", "--name", "idle", "busybox", "true").text();

        Commands.Result result = wharf.run("migrate", "--to", "vfs", "busy", "idle", "nobody");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("wharf: busy stays where it was: ", "wharf: nobody stays where it was: ");
        assertThat(result.out()).isEqualTo("idle is kept by vfs now.\n");
        assertThat(driver("busy")).isEqualTo("overlay");
        assertThat(wharf.run("migrate", "--to", "nowhere", "idle").code()).isEqualTo(1);
        assertThat(driver("idle")).isEqualTo("vfs");
        assertThat(wharf.run("drivers", "default", "graph", "nowhere").code()).isEqualTo(1);
        assertThat(wharf.run("drivers", "default", "engine", "vfs").code()).isEqualTo(1);
    }

    @Test
    void anArchiveKeepsItsDigestsOnTheWayThroughBothDrivers() {
        OddImage odd = OddImage.in(folder);
        Map<String, String> digests = odd.layers();

        odd.load(docker);
        assertThat(odd.saved(docker, folder.resolve("overlay.tar"))).isEqualTo(digests);

        makeDefault("vfs");
        docker.run("create", "--name", "carries", "odd:1", "/none").text();
        assertThat(driver("carries")).isEqualTo("vfs");
        assertThat(odd.saved(docker, folder.resolve("carried.tar"))).isEqualTo(digests);

        docker.run("rm", "carries").text();
        docker.run("rmi", "odd:1").text();
        odd.load(docker);
        assertThat(odd.saved(docker, folder.resolve("vfs.tar"))).isEqualTo(digests);
    }

    @Test
    void aLayerThatSomebodyTamperedWithIsNotSaved() throws IOException {
        byte[] content = new byte[1 << 20];
        daemon.client()
                .postTar(
                        "/images/create?fromSrc=-&repo=tampered",
                        new TarMaker().file("content", content).end());
        try (Stream<Path> files = Files.walk(daemon.dataRoot().resolve("graph"))) {
            Path file =
                    files.filter(path -> path.endsWith("content")).findFirst().orElseThrow();
            content[1 << 19] = 1;
            Files.write(file, content);
        }

        Commands.Result saved = docker.run("save", "-o", folder.resolve("x.tar").toString(), "tampered");

        assertThat(saved.code()).as(saved.all()).isNotZero();
    }

    @Test
    void anImageOfAHundredLayersRuns() {
        byte[] archive = ManyLayers.archive(100, BusyboxRoot.small());

        assertThat(daemon.client().postTar("/images/load", archive).status()).isEqualTo(200);

        assertThat(docker.run("run", "--rm", "many:1", "sh", "-c", "cat /top; ls /layers | wc -l")
                        .text())
                .isEqualTo("99\n99");
        assertThat(docker.run("history", "-q", "many:1").text().lines()).hasSize(100);
        makeDefault("vfs");
        assertThat(docker.run("run", "--rm", "many:1", "cat", "/top").text()).isEqualTo("99");
    }

    private static void makeDefault(String driver) {
        String wish = "{\"kind\":\"graph\",\"name\":\"" + driver + "\"}";
        assertThat(daemon.client().postJson("/wharf/drivers/default", wish).status())
                .isEqualTo(204);
    }

    private String driver(String container) {
        return docker.run("inspect", "-f", "{{.Driver}}", container).text();
    }

    /** All that a tar of the root tells, in one order. */
    private String listing(String name) {
        Path tar = folder.resolve(name);
        docker.run("export", "-o", tar.toString(), "web").text();
        return Commands.run(List.of("sh", "-ec", "tar --numeric-owner -tvf " + tar + " | sort"))
                .text();
    }
}
