package dev.wharf.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Images made of containers, carried in archives and removed, with each docker command of this machine. */
@Tag("privileged")
@ParameterizedClass(name = "{0}")
@MethodSource("programs")
class ImagesIT {
    @TempDir
    Path folder = Path.of("");

    private static WharfDaemon daemon;
    private static byte[] busybox;

    private final DockerCli docker;

    ImagesIT(Path program) {
        this.docker = new DockerCli(program, daemon);
    }

    @BeforeAll
    static void startDaemon() {
        daemon = WharfDaemon.start();
        busybox = BusyboxRoot.tar();
    }

    @AfterAll
    static void endDaemon() {
        daemon.close();
    }

    static List<Path> programs() {
        return DockerCli.programs();
    }

    @BeforeEach
    void makeAContainer() {
        daemon.client().postTar("/images/create?fromSrc=-&repo=busybox", busybox);
        docker.run("run", "--name", "made", "busybox", "sh", "-c", "echo hi > /hello; rm /etc/group")
                .text();
    }

    @AfterEach
    void removeAll() {
        daemon.removeContainers();
        daemon.removeImages();
    }

    @Test
    void anExportIsAnImageAgain() {
        Path file = folder.resolve("root.tar");

        docker.run("export", "-o", file.toString(), "made").text();
        docker.run("import", "-m", "from a file", "-c", "CMD [\"cat\",\"/hello\"]", file.toString(), "copy:1")
                .text();

        assertThat(docker.run("run", "--rm", "copy:1").text()).isEqualTo("hi");
        assertThat(docker.run("run", "--rm", "copy:1", "ls", "/etc").text()).doesNotContain("group");
        assertThat(docker.run("history", "--no-trunc", "copy:1").text()).contains("from a file");
    }

    @Test
    void anExportGoesThroughAPipeWhileTheContainerRuns() {
        docker.run("run", "-d", "--name", "busy", "busybox", "sleep", "1000").text();

        Commands.Result piped = docker.shell("$DOCKER export busy | $DOCKER import - piped");

        assertThat(piped.code()).as(piped.all()).isZero();
        assertThat(docker.run("run", "--rm", "piped", "cat", "/etc/passwd").text())
                .contains("sailor");
    }

    @Test
    void diffTellsWhatWasChangedAddedAndDeleted() {
        assertThat(docker.run("diff", "made").text()).isEqualTo("C /etc\nD /etc/group\nA /hello");
    }

    @Test
    void aCommitIsAnImageWithItsHistory() {
        docker.run(
                        "commit",
                        "-a",
                        "me",
                        "-m",
                        "said hello",
                        "-c",
                        "ENV WORD=ahoy",
                        "-c",
                        "CMD [\"sh\",\"-c\",\"cat /hello; echo $WORD\"]",
                        "made",
                        "kept:1")
                .text();

        assertThat(docker.run("run", "--rm", "kept:1").text()).isEqualTo("hi\nahoy");
        assertThat(docker.run("inspect", "-f", "{{.Author}}|{{.Comment}}|{{.Config.Env}}", "kept:1")
                        .text())
                .isEqualTo("me|said hello|[WORD=ahoy]");
        assertThat(docker.run("inspect", "-f", "{{.Parent}}", "kept:1").text())
                .isEqualTo(
                        docker.run("inspect", "-f", "{{.Id}}", "busybox").text().replace("sha256:", ""));
        assertThat(docker.run("history", "-q", "kept:1").text().lines()).hasSize(2);
    }

    @Test
    void aRunningContainerGoesOnAfterACommit() {
        docker.run("run", "-d", "--name", "busy", "busybox", "sh", "-c", "echo x > /x; sleep 1000")
                .text();

        docker.run("commit", "busy", "busy:1").text();

        assertThat(docker.run("inspect", "-f", "{{.State.Running}} {{.State.Paused}}", "busy")
                        .text())
                .isEqualTo("true false");
        assertThat(docker.run("run", "--rm", "busy:1", "cat", "/x").text()).isEqualTo("x");
    }

    @Test
    void savedImagesAreLoadedAsTheyWere() {
        docker.run("commit", "made", "kept:1").text();
        docker.run("tag", "kept:1", "kept:2").text();
        String ids = docker.run("images", "-q", "--no-trunc", "kept").text();
        Path archive = folder.resolve("images.tar");

        docker.run("save", "-o", archive.toString(), "kept", "busybox:latest").text();
        docker.run("rm", "made").text();
        docker.run("rmi", "-f", "kept:1", "kept:2", "busybox").text();
        docker.run("load", "-i", archive.toString()).text();

        assertThat(docker.run("images", "-q", "--no-trunc", "kept").text()).isEqualTo(ids);
        assertThat(docker.run("run", "--rm", "kept:2", "cat", "/hello").text()).isEqualTo("hi");
        assertThat(docker.run("run", "--rm", "busybox", "ls", "/etc/group").text())
                .isEqualTo("/etc/group");
    }

    @Test
    void aSavedImageIsLoadedFromAPipe() {
        String id = docker.run("images", "-q", "--no-trunc", "busybox").text();

        Commands.Result piped = docker.shell("$DOCKER save busybox | gzip -1 > " + folder + "/b.tgz; $DOCKER rm made;"
                + "$DOCKER rmi busybox; $DOCKER load < " + folder + "/b.tgz");

        assertThat(piped.code()).as(piped.all()).isZero();
        assertThat(docker.run("images", "-q", "--no-trunc", "busybox").text()).isEqualTo(id);
    }

    @Test
    void anImageWithTwoNamesLosesOne() {
        docker.run("tag", "busybox", "other:v1").text();

        assertThat(docker.run("rmi", "other:v1").text()).isEqualTo("Untagged: other:v1");
        assertThat(docker.run("run", "--rm", "busybox", "true").code()).isZero();
    }

    @Test
    void anIdWithTwoNamesNeedsForce() {
        docker.run("rm", "made").text();
        docker.run("tag", "busybox", "other:v1").text();
        String id = docker.run("images", "-q", "busybox").text();

        assertThat(docker.run("rmi", id).err())
                .contains("(must be forced) - image is referenced in one or more repositories");
        assertThat(docker.run("rmi", "-f", id).text())
                .contains("Untagged: busybox:latest", "Untagged: other:v1", "Deleted: ");
        assertThat(docker.run("images", "-q", "busybox").text()).isEmpty();
    }

    @Test
    void anImageInUseIsKept() {
        docker.run("run", "-d", "--name", "busy", "busybox", "sleep", "1000").text();
        String id = docker.run("images", "-q", "busybox").text();

        assertThat(docker.run("rmi", "busybox").err())
                .contains("conflict: unable to remove repository reference \"busybox\" (must force)");
        assertThat(docker.run("rmi", "-f", id).err())
                .contains("(cannot be forced) - image is being used by running container");
        assertThat(docker.run("run", "--rm", "busybox", "true").code()).isZero();
    }

    @Test
    void anImageWithChildrenIsKeptAndGoesWithTheLastOfThem() {
        docker.run("commit", "made", "child").text();
        docker.run("rm", "made").text();
        String parent = docker.run("images", "-q", "--no-trunc", "busybox").text();

        assertThat(docker.run("rmi", "-f", parent).err()).contains("image has dependent child images");
        docker.run("rmi", "busybox").text();
        assertThat(docker.run("run", "--rm", "child", "cat", "/hello").text()).isEqualTo("hi");
        assertThat(docker.run("rmi", "child").text().lines().filter(line -> line.startsWith("Deleted: ")))
                .hasSize(2);
        assertThat(docker.run("images", "-aq", "--no-trunc").text()).doesNotContain(parent);
    }
}
