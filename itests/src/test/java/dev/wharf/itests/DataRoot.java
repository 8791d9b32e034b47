package dev.wharf.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a daemon keeps on disk, to see that nothing is left of what failed or was removed. */
public final class DataRoot {
    private static final Duration SWEEP = Duration.ofSeconds(10);

    /** The choice of drivers, and the file that a full disk uses up. */
    private static final Set<String> COMING_AND_GOING = Set.of("default-drivers", "reserve");

    private static final int FRAME_DEPTH = 3;

    private final Path folder;

    /** Looks at a daemon's folder; one that does not rehearse, for folders would come and go meanwhile. */
    public DataRoot(WharfDaemon daemon) {
        this.folder = daemon.dataRoot();
    }

    /** All paths, but for the database, the settings and folders that are made when they are first needed. */
    public NavigableSet<String> paths() {
        while (true) {
            try (Stream<Path> tree = Files.walk(folder)) {
                NavigableSet<String> paths = new TreeSet<>();
                tree.filter(path -> !isOfTheFrame(path))
                        .map(path -> folder.relativize(path).toString())
                        .filter(path -> !path.startsWith("wharf.db") && !COMING_AND_GOING.contains(path))
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
    public void awaitOnly(NavigableSet<String> before) {
        Await.until("the sweep of the data root", SWEEP, () -> paths().equals(before), () -> difference(before));
    }

    private boolean isOfTheFrame(Path path) {
        return folder.relativize(path).getNameCount() <= FRAME_DEPTH
                && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    private String difference(NavigableSet<String> before) {
        NavigableSet<String> more = paths();
        more.removeAll(before);
        NavigableSet<String> fewer = new TreeSet<>(before);
        fewer.removeAll(paths());
        return "left: " + more + "\nmissing: " + fewer;
    }
}
