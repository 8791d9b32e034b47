package dev.wharf.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.engine.api.container.AttachOptions;
import dev.wharf.engine.api.container.Attachment;
import dev.wharf.linux.Linux;
import dev.wharf.spi.exec.Stdio;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A data root on a file system of one page, which a file fills. */
@Tag("privileged")
@Timeout(60)
class FullDiskTest {
    private static final AttachOptions LIVE = new AttachOptions(false, true, false, true, true);

    private final Path root;
    private final Path ballast;
    private final CollectingSink sink = new CollectingSink();
    private OutputsFixture fixture;

    FullDiskTest(@TempDir Path root) {
        this.root = root;
        this.ballast = root.resolve("containers/ballast");
    }

    @BeforeEach
    void mount() throws IOException {
        Files.createDirectories(root.resolve("containers"));
        Linux.kernel().mounts().mount("none", root.resolve("containers").toString(), "tmpfs", 0, "size=64k");
        fixture = new OutputsFixture(root);
    }

    @AfterEach
    void unmount() {
        fixture.close();
        Linux.kernel().mounts().unmount(root.resolve("containers").toString(), 0);
    }

    private void fill() throws IOException {
        fixture.driver.full(true);
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(new byte[4096]);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    private void makeRoom() throws IOException {
        Files.delete(ballast);
        fixture.driver.full(false);
    }

    @Test
    void anAttachedClientHearsWhatTheLogCannotTake() throws Exception {
        Attachment attachment = fixture.streams.attach("web", LIVE);
        CompletableFuture<Void> copying = CompletableFuture.runAsync(() -> copy(attachment));
        Stdio stdio = fixture.start();
        fill();

        OutputsFixture.write(stdio.stderr().orElseThrow(), "no space left on device\n");
        OutputsFixture.await(() -> sink.stderr().equals("no space left on device\n"));
        fixture.end();
        copying.get();

        assertThat(fixture.log()).doesNotContain("2no space left on device|");
        makeRoom();
        OutputsFixture.await(() -> fixture.log().contains("2no space left on device"));
        OutputsFixture.await(() -> leftFiles() == 0);
    }

    @Test
    void theLogGoesOnWhenThereIsRoomAgain() throws Exception {
        Stdio stdio = fixture.start();
        OutputsFixture.write(stdio.stdout(), "before\n");
        OutputsFixture.await(() -> fixture.log().size() == 1);
        fill();
        OutputsFixture.write(stdio.stdout(), "full " + "x".repeat(200_000) + "\nlast\n");

        makeRoom();
        OutputsFixture.write(stdio.stdout(), "after\n");
        fixture.end();

        assertThat(fixture.log()).startsWith("1before").endsWith("1last", "1after");
        assertThat(text()).isEqualTo("before\nfull " + "x".repeat(200_000) + "\nlast\nafter\n");
        assertThat(leftFiles()).isZero();
    }

    @Test
    void aNewDaemonLogsWhatWaitedElsewhere() throws Exception {
        Stdio stdio = fixture.start();
        OutputsFixture.write(stdio.stdout(), "before\n");
        OutputsFixture.await(() -> fixture.log().size() == 1);
        fill();
        OutputsFixture.write(stdio.stdout(), "x".repeat(100_000) + "\n");
        OutputsFixture.await(() -> elsewhere().toFile().length() > 0);
        fixture.restartDaemon();
        makeRoom();

        fixture.outputs.recover(fixture.spec, () -> true);
        fixture.end();

        assertThat(text()).isEqualTo("before\n" + "x".repeat(100_000) + "\n");
        assertThat(leftFiles()).isZero();
    }

    @Test
    void theNextRunIsLoggedBehindWhatWaits() throws Exception {
        OutputsFixture.write(fixture.start().stdout(), "before\n");
        fill();
        fixture.end();
        fixture.start();
        OutputsFixture.write(fixture.start().stdout(), "second\n");

        makeRoom();
        fixture.end();

        assertThat(text()).isEqualTo("before\nsecond\n");
        assertThat(leftFiles()).isZero();
    }

    private void copy(Attachment attachment) {
        try {
            attachment.copyTo(sink);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The log, with the parts of long lines joined. */
    private String text() {
        StringBuilder text = new StringBuilder();
        for (String line : fixture.log()) {
            String part = line.substring(1);
            text.append(part.endsWith("|") ? part.substring(0, part.length() - 1) : part + "\n");
        }
        return text.toString();
    }

    private Path elsewhere() {
        Path folder = root.resolve("run/containers").resolve(OutputsFixture.ID);
        String[] names = folder.toFile().list((parent, name) -> name.startsWith("spool-stdout-"));
        return folder.resolve(names == null || names.length == 0 ? "none" : names[0]);
    }

    private int leftFiles() {
        String[] names = fixture.spec.target().folder().toFile().list();
        boolean isElsewhere = Files.exists(elsewhere());
        return (names == null ? 0 : names.length) + (isElsewhere ? 1 : 0);
    }
}
