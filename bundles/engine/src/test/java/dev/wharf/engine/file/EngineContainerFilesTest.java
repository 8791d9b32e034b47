package dev.wharf.engine.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.FileArchive;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.container.PathStatus;
import dev.wharf.engine.api.container.RemoveOptions;
import dev.wharf.engine.api.container.SecurityConfig;
import dev.wharf.engine.container.Rig;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineContainerFilesTest {
    @TempDir
    Path root;

    private Rig rig;
    private EngineContainerFiles files;
    private String id;
    private Path tree;

    @BeforeEach
    void setUp() throws IOException {
        rig = new Rig(root);
        files = new EngineContainerFiles(rig.opener(), rig.events());
        id = rig.create("box", HostConfig.empty(), "true");
        tree = rig.mounter().root(id);
        Files.createDirectories(tree.resolve("etc/deep"));
        Files.writeString(tree.resolve("etc/passwd"), "root:x");
        Files.writeString(tree.resolve("etc/deep/file"), "deep");
        Files.createDirectories(tree.resolve("tmp"));
        link("conf", "/etc");
        link("password", "conf/passwd");
        link("outside", "../../../../etc/passwd");
        link("dangling", "/no/such/../thing");
        link("loop", "loop");
    }

    @Test
    void tellsWhatAFileIs() {
        PathStatus status = files.stat(id, "/etc/passwd");

        assertThat(status.name()).isEqualTo("passwd");
        assertThat(status.size()).isEqualTo(6);
        assertThat(status.mode() & 0170000).isEqualTo(0100000);
        assertThat(status.linkTarget()).isEmpty();
        assertThat(rig.events().actions()).containsExactly("create");
    }

    @Test
    void tellsWhereALinkLeadsInsideTheContainer() {
        assertThat(files.stat(id, "/conf").linkTarget()).isEqualTo("/etc");
        assertThat(files.stat(id, "password").linkTarget()).isEqualTo("/etc/passwd");
        assertThat(files.stat(id, "outside").linkTarget()).isEqualTo("/etc/passwd");
        assertThat(files.stat(id, "dangling").linkTarget()).isEqualTo("/no/thing");
        assertThat(files.stat(id, "/conf").mode() & 0170000).isEqualTo(0120000);
    }

    @Test
    void aSlashAtTheEndFollowsALinkToAFolder() {
        PathStatus status = files.stat(id, "/conf/");

        assertThat(status.name()).isEqualTo("conf");
        assertThat(status.mode() & 0170000).isEqualTo(0040000);
        assertThat(status.linkTarget()).isEmpty();
    }

    @Test
    void aPathThatIsNotThereIsNotFound() {
        for (String path : List.of("/nosuch", "/nosuch/file", "/etc/passwd/file", "/dangling/")) {
            assertThatThrownBy(() -> files.stat(id, path))
                    .isInstanceOf(EngineException.NotFound.class)
                    .hasMessage("Could not find the file " + path + " in container " + id);
        }
        assertThat(rig.roots().isUsed(id)).isFalse();
    }

    @Test
    void whatMakesNoSenseIsTheCallersFault() {
        assertThatThrownBy(() -> files.stat(id, "")).isInstanceOf(EngineException.InvalidArgument.class);
        assertThatThrownBy(() -> files.stat(id, "/etc/passwd/")).isInstanceOf(EngineException.InvalidArgument.class);
        assertThatThrownBy(() -> files.stat(id, "/loop/x")).isInstanceOf(EngineException.InvalidArgument.class);
        assertThatThrownBy(() -> files.stat(id, "/loop")).isInstanceOf(EngineException.InvalidArgument.class);
        assertThatThrownBy(() -> files.stat(id, "/" + "n".repeat(300)))
                .isInstanceOf(EngineException.InvalidArgument.class);
        assertThatThrownBy(() -> files.copy(id, ""))
                .isInstanceOf(EngineException.InvalidArgument.class)
                .hasMessage("Path cannot be empty");
        assertThatThrownBy(() -> files.stat("nosuch", "/")).isInstanceOf(EngineException.NotFound.class);
    }

    @Test
    void entriesOfAFolderBeginWithItsName() throws IOException {
        assertThat(names(files.read("box", "/etc")))
                .containsExactly("etc/", "etc/deep/", "etc/passwd", "etc/deep/file");
        assertThat(names(files.read("box", "/conf/")))
                .containsExactly("conf/", "conf/deep/", "conf/passwd", "conf/deep/file");
        assertThat(names(files.read("box", "/etc/."))).containsExactly("./", "./deep/", "./passwd", "./deep/file");
        assertThat(rig.events().actions()).contains("archive-path");
    }

    @Test
    void aLinkIsReadItselfAndCopiedThrough() throws IOException {
        assertThat(names(files.read(id, "/password"))).containsExactly("password");
        assertThat(contents(files.read(id, "/password"))).containsExactly("");
        assertThat(names(files.copy(id, "/password"))).containsExactly("passwd");
        assertThat(contents(files.copy(id, "/outside"))).containsExactly("root:x");
        assertThat(names(files.copy(id, "/conf"))).startsWith("etc/");
        assertThat(rig.events().actions()).contains("copy");
    }

    @Test
    void theWholeRootIsExported() throws IOException {
        try (FileArchive export = files.export(id)) {
            assertThat(export.status().name()).isEqualTo("/");
            assertThat(names(export))
                    .contains("etc/", "etc/passwd", "conf", "tmp/")
                    .doesNotContain("./", "/");
        }
        assertThat(rig.events().actions()).containsExactly("create", "export");
    }

    @Test
    void anArchiveHoldsTheRootUntilItIsClosed() throws IOException {
        FileArchive archive = files.read(id, "/etc");
        assertThat(rig.mounter().mounted()).containsExactly(id);

        archive.close();
        archive.close();

        assertThat(rig.mounter().mounted()).isEmpty();
    }

    @Test
    void anArchiveSurvivesAStart() throws IOException {
        String sleeper = rig.create("sleep");
        Files.writeString(rig.mounter().root(sleeper).resolve("file"), "x");
        try (FileArchive archive = files.read(sleeper, "/file")) {
            rig.lifecycle().start(sleeper);
            assertThat(names(archive)).containsExactly("file");
        }
        rig.containers().remove(sleeper, new RemoveOptions(false, true, false));
    }

    @Test
    void aTarIsUnpackedThroughALinkToAFolder() throws IOException {
        files.write(id, "/conf", false, tar("etc/deep/file"));

        assertThat(tree.resolve("etc/file")).hasContent("deep");
        assertThat(rig.events().actions()).containsExactly("create", "archive-path", "extract-to-dir");
    }

    @Test
    void onlyAFolderTakesATar() throws IOException {
        var tar = tar("etc/passwd");
        assertThatThrownBy(() -> files.write(id, "/etc/passwd", false, tar))
                .isInstanceOf(EngineException.InvalidArgument.class)
                .hasMessage("extraction point is not a directory");
        assertThatThrownBy(() -> files.write(id, "/nosuch", false, tar)).isInstanceOf(EngineException.NotFound.class);
        assertThatThrownBy(() -> files.write(id, "/tmp", false, new ByteArrayInputStream("no tar".getBytes(UTF_8))))
                .isInstanceOf(EngineException.InvalidArgument.class);
        assertThat(rig.mounter().mounted()).isEmpty();
    }

    @Test
    void aFolderIsNotReplacedWhenKindsAreKept() throws IOException {
        Files.createDirectories(tree.resolve("tmp/passwd"));

        assertThatThrownBy(() -> files.write(id, "/tmp", true, tar("etc/passwd")))
                .isInstanceOf(EngineException.InvalidArgument.class);

        assertThat(tree.resolve("tmp/passwd")).isDirectory();
    }

    @Test
    void aReadOnlyRootIsNotWrittenButItsVolumesAre() throws IOException {
        HostConfig host = HostConfig.builder()
                .binds(List.of("/host/rw:/tmp:rw", "/host/ro:/tmp/ro:ro"))
                .security(new SecurityConfig(false, List.of(), List.of(), List.of(), List.of(), true, "", "", "", ""))
                .build();
        id = rig.create("", host, "true");
        Path own = rig.mounter().root(id);
        Files.createDirectories(own.resolve("tmp/ro"));
        Files.createDirectories(own.resolve("etc"));
        Files.writeString(own.resolve("etc/passwd"), "x");
        Files.createSymbolicLink(own.resolve("tmp/link"), Path.of("/etc"));

        files.write(id, "/tmp", false, tar("etc/passwd"));
        assertThat(own.resolve("tmp/passwd")).exists();
        assertThatThrownBy(() -> files.write(id, "/", false, tar("etc/passwd")))
                .isInstanceOf(EngineException.Forbidden.class)
                .hasMessage("container rootfs is marked read-only");
        assertThatThrownBy(() -> files.write(id, "/tmp/link", false, tar("etc/passwd")))
                .isInstanceOf(EngineException.Forbidden.class)
                .hasMessage("container rootfs is marked read-only");
        assertThatThrownBy(() -> files.write(id, "/tmp/ro", false, tar("etc/passwd")))
                .isInstanceOf(EngineException.Forbidden.class)
                .hasMessage("mounted volume is marked read-only");
        assertThat(rig.mounter().content(id).readOnly()).isTrue();
    }

    private void link(String name, String target) throws IOException {
        Files.createSymbolicLink(tree.resolve(name), Path.of(target));
    }

    private ByteArrayInputStream tar(String path) throws IOException {
        try (FileArchive archive = files.read(id, path)) {
            return new ByteArrayInputStream(bytes(archive));
        }
    }

    private static byte[] bytes(FileArchive archive) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        archive.writeTo(bytes);
        return bytes.toByteArray();
    }

    private static List<String> names(FileArchive archive) throws IOException {
        try (archive) {
            return entries(bytes(archive)).stream().map(Entry::name).toList();
        }
    }

    private static List<String> contents(FileArchive archive) throws IOException {
        try (archive) {
            return entries(bytes(archive)).stream().map(Entry::content).toList();
        }
    }

    /** The names as written, without what a reader of tars makes of them. */
    private static List<Entry> entries(byte[] tar) {
        List<Entry> entries = new ArrayList<>();
        int block = 512;
        for (int at = 0; tar[at] != 0; ) {
            int size = Integer.parseInt(text(tar, at + 124, 11), 8);
            entries.add(new Entry(text(tar, at, 100), text(tar, at + block, size)));
            at += block + (size + block - 1) / block * block;
        }
        return entries;
    }

    private static String text(byte[] bytes, int from, int length) {
        String text = new String(bytes, from, length, UTF_8);
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    private record Entry(String name, String content) {}
}
