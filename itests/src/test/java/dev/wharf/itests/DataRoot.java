package dev.wharf.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a daemon keeps on disk, to see that nothing is left of what failed or was removed. */
final class DataRoot {
    private static final Duration SWEEP = Duration.ofSeconds(10);

    private final Path folder;

    DataRoot(WharfDaemon daemon) {
        this.folder = daemon.dataRoot();
    }

    /** All paths, but for those of the database. */
    NavigableSet<String> paths() {
        while (true) {
            try (Stream<Path> tree = Files.walk(folder)) {
                NavigableSet<String> paths = new TreeSet<>();
                tree.map(path -> folder.relativize(path).toString())
                        .filter(path -> !path.startsWith("wharf.db"))
                        .forEach(paths::add);
                return paths;
            } catch (UncheckedIOException e) {
                if (!(e.getCause() instanceof NoSuchFileException)) {
                    throw e;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Waits until there is what there was. */
    void awaitOnly(NavigableSet<String> before) {
        Await.until("the sweep of the data root", SWEEP, () -> paths().equals(before), () -> difference(before));
    }

    private String difference(NavigableSet<String> before) {
        NavigableSet<String> more = paths();
        more.removeAll(before);
        NavigableSet<String> fewer = new TreeSet<>(before);
        fewer.removeAll(paths());
        return "left: " + more + "\nmissing: " + fewer;
    }
}
