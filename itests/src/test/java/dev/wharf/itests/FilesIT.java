package dev.wharf.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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

/** Files that go into containers and out of them, with each docker command of this machine. */
@Tag("privileged")
@ParameterizedClass(name = "{0}")
@MethodSource("programs")
class FilesIT {
    @TempDir
    Path folder = Path.of("");

    private static WharfDaemon daemon;

    private final DockerCli docker;

    FilesIT(Path program) {
        this.docker = new DockerCli(program, daemon);
    }

    @BeforeAll
    static void startDaemon() {
        daemon = WharfDaemon.start();
        daemon.client().postTar("/images/create?fromSrc=-&repo=busybox", BusyboxRoot.tar());
    }

    @AfterAll
    static void endDaemon() {
        daemon.close();
    }

    static List<Path> programs() {
        return DockerCli.programs();
    }

    @BeforeEach
    void createContainers() {
        daemon.client()
                .postJson("/containers/create?name=still", "{\"Image\":\"busybox\",\"Cmd\":[\"cat\",\"/tmp/in\"]}");
        daemon.client()
                .postJson("/containers/create?name=busy", "{\"Image\":\"busybox\",\"Cmd\":[\"sleep\",\"1000\"]}");
        daemon.client().post("/containers/busy/start");
    }

    @AfterEach
    void removeContainers() {
        daemon.removeContainers();
    }

    @Test
    void aFileGoesInAndComesBackAsItWas() throws IOException {
        Path file = Files.writeString(folder.resolve("in"), "from outside");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x--x"));

        for (String container : List.of("still", "busy")) {
            docker.run("cp", file.toString(), container + ":/tmp/in").text();
            Path back = folder.resolve(container);
            docker.run("cp", container + ":/tmp/in", back.toString()).text();

            assertThat(back).hasSameTextualContentAs(file);
            assertThat(Files.getPosixFilePermissions(back)).isEqualTo(Files.getPosixFilePermissions(file));
        }
        assertThat(docker.run("start", "-a", "still").text()).isEqualTo("from outside");
        assertThat(docker.run("diff", "busy").text()).isEqualTo("C /tmp\nA /tmp/in");
    }

    @Test
    void aFolderGoesInAndComesBackWithItsLinks() throws IOException {
        Path tree = Files.createDirectories(folder.resolve("tree/inner"));
        Files.writeString(tree.resolve("file"), "x".repeat(100_000));
        Files.createLink(tree.resolve("twin"), tree.resolve("file"));
        Files.createSymbolicLink(tree.resolve("link"), Path.of("file"));
        Files.createSymbolicLink(tree.resolve("dangling"), Path.of("/no/such/thing"));
        Files.createDirectory(tree.resolve("empty"));

        for (String container : List.of("still", "busy")) {
            docker.run("cp", folder.resolve("tree").toString(), container + ":/new")
                    .text();
            docker.run("cp", container + ":/new", folder.resolve(container).toString())
                    .text();

            assertThat(Commands.run(List.of(
                            "diff",
                            "-r",
                            "--no-dereference",
                            folder.resolve("tree").toString(),
                            folder.resolve(container).toString())))
                    .isEqualTo(new Commands.Result(0, "", ""));
            assertThat(Files.getAttribute(folder.resolve(container).resolve("inner/file"), "unix:nlink"))
                    .isEqualTo(2);
        }
    }

    @Test
    void theContentOfAFolderGoesIntoOneThatIsThere() throws IOException {
        Files.writeString(folder.resolve("a"), "a");

        docker.run("cp", folder + "/.", "busy:/home").text();
        docker.run(
                        "cp",
                        "busy:/home/.",
                        Files.createDirectory(folder.resolve("out")).toString())
                .text();

        assertThat(folder.resolve("out/a")).hasContent("a");
    }

    @Test
    void aFolderIsCopiedOverItself() throws IOException {
        Path tree = Files.createDirectories(folder.resolve("tree/inner"));
        Files.createSymbolicLink(tree.resolve("link"), Path.of("file"));
        for (String content : List.of("first", "second")) {
            Files.writeString(tree.resolve("file"), content);

            docker.run("cp", folder.resolve("tree").toString(), "busy:/").text();
        }

        docker.run("cp", "-L", "busy:/tree/inner/link", folder.resolve("back").toString())
                .text();
        assertThat(folder.resolve("back")).hasContent("second");
    }

    @Test
    void aLinkIsCopiedAsOneUnlessItIsToBeFollowed() throws IOException {
        docker.run("cp", "busy:/bin/sh", folder.resolve("link").toString()).text();
        docker.run("cp", "-L", "busy:/bin/sh", folder.resolve("followed").toString())
                .text();

        assertThat(Files.readSymbolicLink(folder.resolve("link"))).isEqualTo(Path.of("busybox"));
        assertThat(Files.isRegularFile(folder.resolve("followed"), LinkOption.NOFOLLOW_LINKS))
                .isTrue();
    }

    @Test
    void aTarGoesThroughAPipe() {
        Commands.Result listed = docker.shell("$DOCKER cp busy:/etc - | tar -t | sort | head -3");
        byte[] tar = new TarMaker()
                .folder("piped/")
                .file("piped/file", "through the pipe")
                .end();

        docker.runWith(tar, "cp", "-", "busy:/tmp").text();

        assertThat(listed.text()).isEqualTo("etc/\netc/group\netc/hostname");
        assertThat(daemon.client()
                        .get("/containers/busy/archive?path=/tmp/piped/file")
                        .body())
                .contains("through the pipe");
    }

    @Test
    void aBindIsSeenAndAReadOnlyOneIsRefused() throws IOException {
        Path bound = Files.createDirectory(folder.resolve("bound"));
        Path file = Files.writeString(folder.resolve("in"), "through the bind");
        docker.run("create", "--name", "bound", "-v", bound + ":/rw", "-v", bound + ":/ro:ro", "busybox", "true")
                .text();

        docker.run("cp", file.toString(), "bound:/rw/file").text();
        Commands.Result refused = docker.run("cp", file.toString(), "bound:/ro/other");
        docker.run("cp", "bound:/ro/file", folder.resolve("back").toString()).text();

        assertThat(bound.resolve("file")).hasContent("through the bind");
        assertThat(folder.resolve("back")).hasContent("through the bind");
        assertThat(refused.code()).isNotZero();
        assertThat(refused.err()).contains("read-only");
        assertThat(bound.resolve("other")).doesNotExist();
    }

    @Test
    void aReadOnlyRootIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("in"), "x");
        docker.run("create", "--read-only", "--name", "sealed", "busybox", "true")
                .text();

        Commands.Result refused = docker.run("cp", file.toString(), "sealed:/tmp/in");

        assertThat(refused.code()).isNotZero();
        assertThat(refused.err()).contains("read-only");
    }

    @Test
    void whatIsMissingIsNamed() {
        Commands.Result path = docker.run("cp", "busy:/no/such", folder.toString());
        Commands.Result container = docker.run("cp", "nobody:/etc", folder.toString());

        assertThat(path.code()).isNotZero();
        assertThat(path.err()).contains("busy", "/no/such");
        assertThat(container.code()).isNotZero();
        assertThat(container.err()).contains("nobody");
    }

    @Test
    void aFolderAndAFileDoNotReplaceOneAnotherUnasked() {
        byte[] fileForFolder = new TarMaker().file("etc", "a file").end();
        byte[] folderForFile = new TarMaker().folder("passwd/").end();

        assertThat(put("/containers/still/archive?path=/&noOverwriteDirNonDir=1", fileForFolder)
                        .status())
                .isBetween(400, 499);
        assertThat(put("/containers/still/archive?path=/etc&noOverwriteDirNonDir=1", folderForFile)
                        .status())
                .isBetween(400, 499);
        assertThat(put("/containers/still/archive?path=/etc", folderForFile).status())
                .isEqualTo(200);
        assertThat(docker.run("diff", "still").text()).isEqualTo("C /etc\nC /etc/passwd");
    }

    @Test
    void theOlderCopyGivesTheSameFile() {
        byte[] copied = daemon.client()
                .postJson("/v1.4/containers/busy/copy", "{\"Resource\":\"/etc/passwd\"}")
                .bytes();

        assertThat(copied)
                .isEqualTo(daemon.client()
                        .get("/v1.20/containers/busy/archive?path=/etc/passwd")
                        .bytes());
    }

    private static RawClient.Response put(String path, byte[] tar) {
        return daemon.client().send("PUT", path, "Content-Type: application/x-tar\r\n", tar);
    }
}
