package dev.wharf.drivers.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedFolderTest {
    private static final int LOOKS = 20_000;

    @TempDir
    Path root;

    @Test
    void aFolderThatIsMovedAwayMeanwhileSaysNothingOfItsJars() throws Exception {
        Path path = Files.createDirectory(root.resolve("deploy"));
        Files.createFile(path.resolve("toy.jar"));
        WatchedFolder folder = new WatchedFolder(path, true);
        AtomicBoolean isOver = new AtomicBoolean();
        CompletableFuture<Void> mover = CompletableFuture.runAsync(() -> move(path, isOver));

        for (int look = 0; look < LOOKS; look++) {
            Optional<Map<Path, FileIdentity>> jars = folder.jars();
            assertThat(jars.map(Map::size).orElse(1)).isEqualTo(1);
        }
        isOver.set(true);
        mover.get();
    }

    private void move(Path path, AtomicBoolean isOver) {
        try {
            while (!isOver.get()) {
                Files.move(Files.move(path, root.resolve("away")), path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
