package dev.wharf.itests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Archives that want out of their root: refused, or kept inside it, and nothing is left of them. */
@Tag("privileged")
class HostileArchivesIT {
    private static final String HOST_FILE = "/etc/wharf-it-escaped";

    @TempDir
    Path outside = Path.of("");

    private static WharfDaemon daemon;
    private static DockerCli docker;
    private static NavigableSet<String> before;

    @BeforeAll
    static void startDaemon() {
        daemon = WharfDaemon.start();
        docker = new DockerCli(DockerCli.programs().get(0), daemon);
        docker.runWith(BusyboxRoot.tar(), "import", "-", "busybox").text();
        docker.run("run", "--rm", "busybox", "true").text();
        before = new DataRoot(daemon).paths();
    }

    @AfterAll
    static void endDaemon() {
        daemon.close();
    }

    @BeforeEach
    void createVictim() {
        docker.run("create", "--name", "victim", "busybox", "true").text();
    }

    @AfterEach
    void nothingIsLeft() {
        daemon.removeContainers();
        for (String name : List.of("hostile", "trapped")) {
            daemon.client().delete("/images/" + name);
        }
        new DataRoot(daemon).awaitOnly(before);
    }

    static Stream<byte[]> hostile() {
        return Stream.of(
                new TarMaker().file("../wharf-it-escaped", "x").end(),
                new TarMaker().file("a/../../etc/wharf-it-escaped", "x").end(),
                new TarMaker()
                        .hardLink("shadow", "../../../../../../etc/shadow")
                        .end(),
                new TarMaker().hardLink("link", "no/such/file").end(),
                new TarMaker()
                        .claiming(1L << 32, '0', "large", "")
                        .bytes(new byte[512])
                        .cut(),
                new TarMaker().claiming(1000, '0', "cut", "").cut(),
                new TarMaker().bytes("garbage ".repeat(200).getBytes(UTF_8)).end());
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void isRefusedAndLeavesNothing(byte[] tar) {
        RawClient.Response imported = daemon.client().postTar("/images/create?fromSrc=-&repo=hostile", tar);
        RawClient.Response loaded = daemon.client().postTar("/images/load", archive(tar));
        RawClient.Response put = put("/containers/victim/archive?path=/tmp", tar);

        assertThat(imported.status() + imported.body()).matches("(?s)4\\d\\d.*|200.*\"error\".*");
        assertThat(loaded.status()).as(loaded.toString()).isBetween(400, 499);
        assertThat(put.status()).as(put.toString()).isBetween(400, 499);
        assertThat(Path.of(HOST_FILE)).doesNotExist();
        assertThat(docker.run("images", "-aq", "hostile").text()).isEmpty();
        assertThat(docker.run("diff", "victim").text()).doesNotContain("escaped", "shadow");
    }

    @Test
    void linksLeadNowhereButIntoTheRoot() throws IOException {
        for (String target : List.of(outside.toString(), "../../../../../../../.." + outside)) {
            byte[] tar = new TarMaker()
                    .folder("trap/")
                    .link("trap/door", target)
                    .file("trap/door/escaped", "x")
                    .end();

            RawClient.Response put = put("/containers/victim/archive?path=/tmp", tar);
            daemon.client().postTar("/images/create?fromSrc=-&repo=trapped", tar);
            daemon.client().postTar("/images/load", archive(tar));

            assertThat(put.status()).as(put.toString()).isLessThan(500);
        }
        try (Stream<Path> files = Files.list(outside)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void absoluteNamesAreRelativeToTheRoot() {
        byte[] tar = new TarMaker().file(HOST_FILE, "x").end();

        put("/containers/victim/archive?path=/", tar);

        assertThat(Path.of(HOST_FILE)).doesNotExist();
    }

    static Stream<byte[]> hostileImages() {
        byte[] layer = new TarMaker().file("file", "x").end();
        String id = "ab".repeat(32);
        return Stream.of(
                new TarMaker().file("manifest.json", "nonsense").end(),
                new TarMaker()
                        .file("manifest.json", "[{\"Config\":\"../../etc/passwd\",\"Layers\":[]}]")
                        .end(),
                new TarMaker()
                        .file("manifest.json", "[{\"Config\":\"c.json\",\"Layers\":[\"../../../etc/passwd\"]}]")
                        .file("c.json", "{\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"sha256:" + id + "\"]}}")
                        .end(),
                new TarMaker()
                        .file(
                                "manifest.json",
                                "[{\"Config\":\"c.json\",\"RepoTags\":[\"x:1\"],\"Layers\":[\"l.tar\"]}]")
                        .file("c.json", "{\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"sha256:" + id + "\"]}}")
                        .file("l.tar", layer)
                        .end(),
                new TarMaker()
                        .file("manifest.json", "[{\"Config\":\"c.json\",\"Layers\":[\"l.tar\"]}]")
                        .file("c.json", "{\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"sha256:" + id + "\"]}}")
                        .link("l.tar", "/etc/shadow")
                        .end(),
                new TarMaker()
                        .file("repositories", "{\"x\":{\"1\":\"../../etc\"}}")
                        .end(),
                new TarMaker()
                        .file("repositories", "{\"x\":{\"1\":\"" + id + "\"}}")
                        .file(id + "/json", "{\"id\":\"../" + id + "\",\"parent\":\"" + id + "\"}")
                        .file(id + "/layer.tar", layer)
                        .end(),
                new TarMaker()
                        .file("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}")
                        .file("index.json", "{\"manifests\":[{\"digest\":\"sha256:../../x\",\"size\":1}]}")
                        .end());
    }

    @ParameterizedTest
    @MethodSource("hostileImages")
    void anArchiveThatMakesNoSenseIsRefused(byte[] archive) {
        RawClient.Response loaded = daemon.client().postTar("/images/load", archive);

        assertThat(loaded.status()).as(loaded.toString()).isBetween(400, 499);
        assertThat(loaded.body())
                .isNotBlank()
                .doesNotContain("Exception", "dev.wharf", daemon.root().toString());
    }

    /** The container swaps a link for a folder under the daemon's hands, and the link leads to a place of the host. */
    @Test
    void aContainerThatSwapsLinksGetsNothingOfTheHost() throws IOException {
        Files.writeString(outside.resolve("secret"), "of the host");
        docker.run(
                        "run",
                        "-d",
                        "--name",
                        "swapper",
                        "busybox",
                        "sh",
                        "-c",
                        "mkdir /real; echo inside > /real/secret; ln -s " + outside + " /fake;"
                                + " while :; do mv /real /a; mv /a /real; mv /fake /a; mv /a /fake; done")
                .text();

        for (int i = 0; i < 200; i++) {
            RawClient.Response read = daemon.client().get("/containers/swapper/archive?path=/a/secret");
            RawClient.Response whole = daemon.client().get("/containers/swapper/archive?path=/a/.");
            RawClient.Response put = put(
                    "/containers/swapper/archive?path=/a/",
                    new TarMaker().file("written", "x").end());

            assertThat(read.body() + whole.body()).doesNotContain("of the host");
            assertThat(put.status()).as(put.toString()).isIn(200, 400, 404, 409);
        }
        assertThat(outside.resolve("written")).doesNotExist();
    }

    private static RawClient.Response put(String path, byte[] tar) {
        return daemon.client().send("PUT", path, "Content-Type: application/x-tar\r\n", tar);
    }

    /** An archive whose one layer is that tar. */
    private static byte[] archive(byte[] layer) {
        String id = "cd".repeat(32);
        return new TarMaker()
                .file("repositories", "{\"hostile\":{\"latest\":\"" + id + "\"}}")
                .folder(id + "/")
                .file(id + "/VERSION", "1.0")
                .file(id + "/json", "{\"id\":\"" + id + "\",\"created\":\"2020-01-01T00:00:00Z\",\"os\":\"linux\"}")
                .file(id + "/layer.tar", layer)
                .end();
    }
}
